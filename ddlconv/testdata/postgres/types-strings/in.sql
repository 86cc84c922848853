CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE people (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    name varchar(50) NOT NULL,
    code char(3) DEFAULT 'abc',
    wide char(300),
    endless character varying(300000),
    note text,
    nick text DEFAULT 'none'::text NOT NULL,
    email citext UNIQUE,
    other_email citext,
    "Mixed Case" text COLLATE "C",
    german text COLLATE "de_DE",
    internal name,
    picture bytea,
    digest bytea UNIQUE,
    doc xml
);
CREATE TABLE blanks (a char(1) DEFAULT ' ', b char(3) DEFAULT 'x ' NOT NULL, c varchar(3) DEFAULT ' ');
