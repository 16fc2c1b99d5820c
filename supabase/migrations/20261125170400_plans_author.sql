-- Who saved a plan last is told to administrators, by get_plan_desk; everyone else reads what is on offer.

-- Grants: by column. A column that is added later is closed until it is named here.

revoke select on table public.plans from anon, authenticated;
grant select (
  id, name, description, roi_percent, duration_days, min_amount, max_amount, currency, is_active, version, created_at,
  updated_at
) on table public.plans to anon, authenticated;
