-- CreateTable
CREATE TABLE "limit_count" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "limit_count_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "limit_count_ends_at_idx" ON "limit_count"("ends_at");
