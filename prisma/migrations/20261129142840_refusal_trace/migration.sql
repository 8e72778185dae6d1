-- CreateTable
CREATE TABLE "refusal_trace" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "wire" TEXT NOT NULL,
    "store_id" INTEGER NOT NULL DEFAULT 0,
    "staff_id" INTEGER NOT NULL DEFAULT 0,
    "times" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "last_address" TEXT NOT NULL,

    CONSTRAINT "refusal_trace_pkey" PRIMARY KEY ("hour","code","wire","store_id","staff_id")
);
