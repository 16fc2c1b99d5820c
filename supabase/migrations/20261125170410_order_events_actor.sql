-- Who of the shop did something to an order is told to administrators, by get_order; shoppers read what happened.

-- Grants: by column. A column that is added later is closed until it is named here.

revoke select on table public.order_events from authenticated;
grant select (id, order_id, kind, data, created_at) on table public.order_events to authenticated;
