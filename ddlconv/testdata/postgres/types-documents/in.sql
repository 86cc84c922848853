CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE TABLE documents (
    id integer NOT NULL,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    raw json,
    tags text[] DEFAULT '{}'::text[],
    pairs hstore,
    path ltree,
    words tsvector,
    address inet,
    card macaddr,
    spot point,
    shape polygon,
    area geometry(Polygon,4326),
    meaning vector(3),
    secret public.ring_type
);
CREATE INDEX documents_words ON documents USING gin (words);
CREATE INDEX documents_body ON documents USING gin (body jsonb_path_ops);
