CREATE TABLE job (
    id integer PRIMARY KEY,
    begun timestamp with time zone DEFAULT '2020-06-01 00:00:00+02',
    until timestamp with time zone DEFAULT '2030-01-01',
    done integer NOT NULL,
    of_all integer NOT NULL,
    size bigint,
    price numeric(10,2),
    pieces numeric(10,2),
    name text,
    part integer GENERATED ALWAYS AS (done / of_all) STORED,
    each numeric(20,8) GENERATED ALWAYS AS (price / pieces) STORED,
    CHECK (begun > '1999-12-31 23:00:00-01'),
    CHECK (done / 2 < of_all),
    CHECK (price / pieces > 0.5),
    CHECK (left(name, -1) <> 'x'),
    CHECK (begun::date > '2000-01-01'),
    CHECK (until IN ('2030-01-01 00:00:00+02', '2031-01-01 00:00:00+02'))
);
CREATE INDEX job_half ON job ((done / 2));
CREATE INDEX job_open ON job (id) WHERE done < of_all AND name <> 'WHERE';
CREATE UNIQUE INDEX job_one ON job (name) WHERE (price / 2) > 1;
CREATE UNIQUE INDEX job_two ON job (id) where xpath_exists('x', name::xml);
CREATE VIEW job_late AS SELECT id, done / of_all AS part, sum(size) / 2 AS s, sum(done) / 2 AS d, avg(price) AS price, right(name, -2) AS ending
 FROM job WHERE begun < now() AND until BETWEEN '2030-01-01 00:00:00+02' AND '2031-01-01 00:00:00+02' GROUP BY id;
CREATE VIEW job_days AS SELECT date_trunc('day', begun) AS day, extract(epoch FROM begun) AS seconds, substr(name, done) AS rest FROM job;
