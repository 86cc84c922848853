CREATE TABLE log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    line text,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE log_2022 PARTITION OF log FOR VALUES FROM ('2022-01-01 00:00:00+00') TO ('2023-01-01 00:00:00+00');
CREATE TABLE log_2023 (id bigint NOT NULL, at timestamp with time zone NOT NULL, line text);
CREATE INDEX log_2023_line ON log_2023 (line);
ALTER TABLE ONLY log ATTACH PARTITION log_2023 FOR VALUES FROM ('2023-01-01 01:00:00+01') TO (MAXVALUE);
CREATE INDEX log_at ON ONLY log (at);
CREATE INDEX log_2023_at ON log_2023 (at);
ALTER INDEX log_at ATTACH PARTITION log_2023_at;
CREATE TABLE managed (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE overlapping (id integer) PARTITION BY RANGE (id);
CREATE TABLE overlapping_a PARTITION OF overlapping FOR VALUES FROM (1) TO (10);
CREATE TABLE overlapping_b PARTITION OF overlapping FOR VALUES FROM (5) TO (20);
CREATE TABLE by_unit (id integer, at timestamp) PARTITION BY RANGE (date_trunc('day', at));
CREATE TABLE strange (id integer) PARTITION BY RANGE (id);
CREATE TABLE strange_a PARTITION OF strange FOR VALUES FROM (1) TO (odd_function());
CREATE TABLE diary (day date, note text) PARTITION BY RANGE (day);
CREATE TABLE diary_rest PARTITION OF diary DEFAULT;
CREATE TABLE diary_old PARTITION OF diary FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
