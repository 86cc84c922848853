CREATE SCHEMA sales
    CREATE TABLE orders (id serial PRIMARY KEY, note text)
    CREATE TABLE lines (id integer, order_id integer REFERENCES orders (id))
    CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE SCHEMA hr;
SET search_path = hr, public;
CREATE TABLE orders (id integer PRIMARY KEY);
CREATE TABLE public.staff (id integer PRIMARY KEY, "order" integer REFERENCES hr.orders (id));
CREATE VIEW public.staff_orders AS SELECT s.id, o.note FROM public.staff s JOIN sales.orders o ON o.id = s.id;
COMMENT ON SCHEMA sales IS 'sold';
