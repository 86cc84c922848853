CREATE TABLE t (a int);
CREATE ROLE joe LOGIN PASSWORD 'S3cr3t01';
CREATE USER joe WITH ENCRYPTED PASSWORD 'md5S3cr3t02';
ALTER ROLE joe PASSWORD E'S3cr3t03';
ALTER USER joe WITH PASSWORD 'SCRAM-SHA-256$4096:S3cr3t04';
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', password 'S3cr3t05');
CREATE USER MAPPING FOR bob SERVER s OPTIONS (user 'bob', password 'S3cr3t06');
ALTER USER MAPPING FOR bob SERVER s OPTIONS (SET password 'S3cr3t07');
CREATE SUBSCRIPTION s CONNECTION 'host=h user=u password=S3cr3t08 dbname=d' PUBLICATION p;
ALTER SUBSCRIPTION s CONNECTION 'postgresql://u:S3cr3t09@h/d';
CREATE FUNCTION f() RETURNS void AS $$ BEGIN PERFORM dblink('host=h password=S3cr3t10'); ALTER ROLE joe PASSWORD 'S3cr3t11'; END $$ LANGUAGE plpgsql;
DO $$ BEGIN ALTER ROLE joe PASSWORD 'S3cr3t12'; END $$;
CREATE VIEW v AS SELECT * FROM dblink('host=h user=u password=S3cr3t13', 'select 1') AS x(a int);
CREATE FOREIGN TABLE ft (a int) SERVER s OPTIONS (table_name 'x', password 'S3cr3t14');
CREATE ROLE joe2 PASSWORD $$S3cr3t15$$;
\connect "postgresql://u:S3cr3t16@h/d"
\password joe
ALTER ROLE joe PASSWORD 'S3cr3t17
