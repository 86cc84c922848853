CREATE TABLE author (id integer PRIMARY KEY, first text, last text, born date, deleted boolean DEFAULT false);
CREATE TABLE book (id integer PRIMARY KEY, author_id integer REFERENCES author (id), title text, price numeric(8,2), tags jsonb, sold timestamp);
CREATE VIEW author_names AS
 SELECT a.id, (a.first || ' '::text) || a.last AS name, a.born + 1 AS next_day, NOT a.deleted AS alive
   FROM author a WHERE a.first ILIKE 'a%' ORDER BY a.last DESC NULLS LAST;
CREATE VIEW sales AS
 WITH per AS (SELECT b.author_id, count(*) AS n, sum(b.price) FILTER (WHERE b.price > 1) AS total FROM book b GROUP BY b.author_id)
 SELECT n.name, per.n, COALESCE(per.total, 0::numeric) AS total, CASE WHEN per.n > 10 THEN 'many' ELSE 'few' END
   FROM author_names n LEFT JOIN per ON per.author_id = n.id;
CREATE MATERIALIZED VIEW titles AS
 SELECT string_agg(b.title, ', '::text ORDER BY b.title) AS titles, extract(year FROM b.sold) AS y FROM book b GROUP BY 2 WITH NO DATA;
CREATE VIEW first_of AS SELECT DISTINCT ON (author_id) author_id, title FROM book ORDER BY author_id, title;
CREATE VIEW of_nothing AS SELECT id FROM nothing;
CREATE VIEW in_sets AS
 SELECT id FROM author WHERE EXISTS (SELECT 1 FROM book WHERE book.author_id = author.id)
 UNION SELECT author_id FROM book WHERE author_id IN (SELECT id FROM author) ORDER BY id LIMIT 5;
CREATE INDEX titles_index ON titles (titles);
ALTER VIEW author_names ALTER COLUMN name SET DEFAULT 'x';
COMMENT ON VIEW author_names IS 'the names';
REFRESH MATERIALIZED VIEW titles;
CREATE VIEW more AS SELECT a.id AS author_no, * FROM author a;
CREATE VIEW both_of AS SELECT 1 AS one, * FROM (SELECT id AS a FROM author) a JOIN (SELECT id AS b FROM book) b ON a.a = b.b;
CREATE VIEW merged AS SELECT 1 AS one, * FROM author JOIN (SELECT id, title FROM book) b USING (id);
