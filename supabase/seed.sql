-- What every installation starts with. Prices are in minor units (paise).

insert into public.credit_packages (id, slug, name, kind, credits, price, currency, interval_days, position)
values
  ('00000000-0000-4000-8100-000000000001', 'pack-100', '100 credits', 'one_time', 100, 9900, 'INR', null, 1),
  ('00000000-0000-4000-8100-000000000002', 'pack-500', '500 credits', 'one_time', 500, 39900, 'INR', null, 2),
  ('00000000-0000-4000-8100-000000000003', 'creator-monthly', 'Creator monthly', 'subscription', 300, 19900, 'INR', 30, 3),
  ('00000000-0000-4000-8100-000000000004', 'studio-monthly', 'Studio monthly', 'subscription', 1500, 79900, 'INR', 30, 4)
on conflict (slug) do nothing;

-- The shop: its pictures are public/products/<slug>.svg. One is down to its last piece, and one is sold out.
insert into public.products (id, slug, name, category, price, stock, description, image_path)
select
  ('00000000-0000-4000-8400-' || lpad(number::text, 12, '0'))::uuid, slug, name, category, price, stock, description,
  '/products/' || slug || '.svg'
from (
  values
    (1, 'brass-desk-lamp', 'Brass Desk Lamp', 'Home', 249900, 12, 'A warm cone of light on a weighted foot. The brass darkens with the years; a cloth brings it back.'),
    (2, 'clay-teapot', 'Clay Teapot', 'Kitchen', 129900, 8, 'Unglazed inside, so that it learns your tea. Holds four cups and pours without a drop beside.'),
    (3, 'cotton-throw', 'Handwoven Cotton Throw', 'Home', 189900, 15, 'Woven on a pit loom in two shades of indigo. Light enough for summer, large enough for two.'),
    (4, 'bamboo-notebook', 'Bamboo Notebook', 'Desk', 34900, 120, 'A hundred and sixty dotted pages of bamboo paper that lie flat from the first to the last.'),
    (5, 'fountain-pen', 'Fountain Pen', 'Desk', 159900, 20, 'Turned from ebonite, with a steel nib that forgives a heavy hand. Fills from the bottle.'),
    (6, 'steel-lunchbox', 'Steel Lunchbox', 'Kitchen', 99900, 40, 'Three tiers and one clasp. Keeps the rice from the curry, and the bag from both.'),
    (7, 'spice-tin', 'Spice Tin of Seven', 'Kitchen', 149900, 3, 'Seven cups under a glass lid, a small spoon, and room for what your grandmother insists on.'),
    (8, 'jute-tote', 'Jute Tote', 'Travel', 59900, 60, 'Carries a week of vegetables and stands by itself while you look for the keys.'),
    (9, 'canvas-backpack', 'Canvas Backpack', 'Travel', 329900, 9, 'Waxed canvas, leather straps, one large pocket and one that is hard to find for others.'),
    (10, 'enamel-mug', 'Enamel Mug', 'Kitchen', 44900, 85, 'For the balcony, the desk and the hillside. A chip on the rim is a memory, not a fault.'),
    (11, 'wall-clock', 'Quiet Wall Clock', 'Home', 219900, 1, 'A sweeping hand that nobody hears at night, in a frame of reclaimed teak.'),
    (12, 'herb-planter', 'Herb Planter', 'Garden', 79900, 25, 'Three pots on one tray for the kitchen window. Waters itself for about a week.'),
    (13, 'watering-can', 'Copper Watering Can', 'Garden', 279900, 5, 'A long thin spout for deep pots. It balances when it is full, which is when it matters.'),
    (14, 'rain-umbrella', 'Monsoon Umbrella', 'Travel', 119900, 0, 'Eight ribs of steel and a handle that hangs on anything. Made for rain that comes from the side.'),
    (15, 'block-print-apron', 'Block Print Apron', 'Kitchen', 89900, 18, 'Printed by hand in Bagru with two blocks and one pattern that never repeats exactly.'),
    (16, 'desk-tray', 'Teak Desk Tray', 'Desk', 139900, 14, 'A place for the pen, the glasses and the thought that must not get lost.'),
    (17, 'enamel-pot', 'Enamel Pot', 'Kitchen', 239900, 6, 'Three litres, two handles and a lid that fits. Soup in it tastes of somebody''s home.'),
    (18, 'water-bottle', 'Steel Water Bottle', 'Travel', 109900, 48, 'Cold for a day, hot for half of one. The loop is for a finger or a carabiner.'),
    (19, 'travel-pouch', 'Leather Travel Pouch', 'Travel', 124900, 16, 'For the tickets, the chargers and the foreign coins that are never spent.'),
    (20, 'reading-light', 'Clip-on Reading Light', 'Home', 89900, 22, 'Bends its neck over the page and leaves the rest of the room asleep.'),
    (21, 'felt-slippers', 'Felt Slippers', 'Home', 159900, 7, 'Boiled wool from the hills. They remember your feet after a week.'),
    (22, 'plant-stand', 'Plant Stand', 'Garden', 169900, 11, 'Four turned legs that put a pot where the light is. The plant is not included, the height is.')
) as sold (number, slug, name, category, price, stock, description)
on conflict (slug) do nothing;
