-- Nobody is granted private.order_ways, so row security has nothing to add, as for the other tables of this schema.

alter table private.order_ways disable row level security;
