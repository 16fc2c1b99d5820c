-- What every installation starts with. Prices are in minor units (paise).

insert into public.credit_packages (id, slug, name, kind, credits, price, currency, interval_days, position)
values
  ('00000000-0000-4000-8100-000000000001', 'pack-100', '100 credits', 'one_time', 100, 9900, 'INR', null, 1),
  ('00000000-0000-4000-8100-000000000002', 'pack-500', '500 credits', 'one_time', 500, 39900, 'INR', null, 2),
  ('00000000-0000-4000-8100-000000000003', 'creator-monthly', 'Creator monthly', 'subscription', 300, 19900, 'INR', 30, 3),
  ('00000000-0000-4000-8100-000000000004', 'studio-monthly', 'Studio monthly', 'subscription', 1500, 79900, 'INR', 30, 4)
on conflict (slug) do nothing;
