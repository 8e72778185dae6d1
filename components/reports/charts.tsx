'use client'
// The charts themselves, loaded only with this page and after its figures. Colours are the theme's,
// in light and dark. They are pictures for the eye; whoever cannot see them has the table that
// their panel holds.

import type { ReactElement } from 'react'
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  Pie,
  PieChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

/** `tick` stands under the axis, `label` and `hint` beside the pointer. */
export type Point = { label: string; tick: string; value: number; hint: string }

const AXIS = { stroke: 'var(--line)', tick: { fill: 'var(--ink-soft)', fontSize: 12 } }

function Hint({ active, payload }: { active?: boolean; payload?: { payload: Point }[] }) {
  const point = payload?.[0]?.payload
  if (!active || !point) return null
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-lg">
      <p className="text-ink-soft">{point.label}</p>
      <p className="font-semibold tabular-nums">{point.hint}</p>
    </div>
  )
}

/** As high as the panel leaves room for. */
function Canvas({ children }: { children: ReactElement }) {
  return (
    <div className="relative min-h-60 flex-1">
      <div className="absolute inset-0">
        <ResponsiveContainer width="100%" height="100%">
          {children}
        </ResponsiveContainer>
      </div>
    </div>
  )
}

export function TrendChart({ points, axis }: { points: Point[]; axis: (value: number) => string }) {
  return (
    <Canvas>
      <AreaChart
        accessibilityLayer={false}
        data={points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <defs>
          <linearGradient id="trend" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0%" stopColor="var(--primary)" stopOpacity={0.28} />
            <stop offset="100%" stopColor="var(--primary)" stopOpacity={0.02} />
          </linearGradient>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" strokeDasharray="2 4" />
        <XAxis dataKey="tick" {...AXIS} tickLine={false} minTickGap={28} />
        <YAxis {...AXIS} axisLine={false} tickLine={false} width={64} tickFormatter={axis} />
        <Tooltip content={<Hint />} cursor={{ stroke: 'var(--ink-soft)' }} />
        <Area
          dataKey="value"
          type="monotone"
          stroke="var(--primary)"
          strokeWidth={2}
          fill="url(#trend)"
          isAnimationActive={false}
        />
      </AreaChart>
    </Canvas>
  )
}

export function ColumnChart({
  points,
  axis,
  every = 1,
}: {
  points: Point[]
  axis: (value: number) => string
  /** Only every so manieth column is labelled. */
  every?: number
}) {
  return (
    <Canvas>
      <BarChart
        accessibilityLayer={false}
        data={points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" strokeDasharray="2 4" />
        <XAxis dataKey="tick" {...AXIS} tickLine={false} interval={every - 1} />
        <YAxis {...AXIS} axisLine={false} tickLine={false} width={64} tickFormatter={axis} />
        <Tooltip content={<Hint />} cursor={{ fill: 'var(--ink)', opacity: 0.05 }} />
        <Bar
          dataKey="value"
          fill="var(--primary)"
          radius={[4, 4, 0, 0]}
          maxBarSize={40}
          isAnimationActive={false}
        />
      </BarChart>
    </Canvas>
  )
}

/** A slice keeps its colour whatever the others do. */
export type Slice = Omit<Point, 'tick'> & { colour: string }

export function RingChart({ slices }: { slices: Slice[] }) {
  return (
    <ResponsiveContainer width="100%" height={180}>
      <PieChart accessibilityLayer={false}>
        <Pie
          data={slices}
          dataKey="value"
          nameKey="label"
          innerRadius={54}
          outerRadius={82}
          paddingAngle={slices.length > 1 ? 2 : 0}
          rootTabIndex={-1}
          stroke="none"
          isAnimationActive={false}
        >
          {slices.map(({ label, colour }) => (
            <Cell key={label} fill={colour} />
          ))}
        </Pie>
        <Tooltip content={<Hint />} />
      </PieChart>
    </ResponsiveContainer>
  )
}
