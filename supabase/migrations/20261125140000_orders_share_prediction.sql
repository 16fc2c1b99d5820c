-- A link tells when the order is likely to arrive, too: how long deliveries take is nobody's secret.

-- Functions

-- It keeps its name, by which its body calls its argument.
alter function public.get_shared_order(text) set schema private;

create function public.get_shared_order(token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  answer constant jsonb := private.get_shared_order(get_shared_order.token);
  shown public.orders;
begin
  select o.* into strict shown
  from private.order_shares as s
  join public.orders as o on o.id = s.order_id
  where s.id = (answer ->> 'signal_id')::uuid;
  return answer || jsonb_build_object('prediction', private.predict_delivery(shown));
end
$$;

comment on function public.get_shared_order(text) is
  'How a shared order gets on, for whoever has the token. signal_id is the row of order_share_signals to watch.';

-- Grants

revoke all on function private.get_shared_order(text) from public, anon, authenticated, service_role;
revoke all on function public.get_shared_order(text) from public, anon, authenticated, service_role;
grant execute on function public.get_shared_order(text) to anon, authenticated;
