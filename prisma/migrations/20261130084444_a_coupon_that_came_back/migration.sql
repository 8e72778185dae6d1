-- AlterEnum
ALTER TYPE "service_kind" ADD VALUE 'coupon';
