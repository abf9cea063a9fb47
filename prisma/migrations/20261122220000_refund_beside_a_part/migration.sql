-- A buyer takes back the rest while a part of the owner's still waits to be sent: one waits of each origin, together never more
-- than was paid (Refund_not_beyond_paid).
DROP INDEX "Refund_one_waiting_per_order";
CREATE UNIQUE INDEX "Refund_one_waiting_per_order" ON "Refund" ("orderId", "origin") WHERE "status" = 'REQUESTED';
