DO $$ BEGIN
 CREATE TYPE mood AS ENUM ('sad', 'ok');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'tone') THEN
        CREATE TYPE tone AS ENUM ('low', 'high');
    END IF;
END
$body$;
CREATE TABLE person (id integer PRIMARY KEY, mood mood, boss integer);
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'person' AND column_name = 'tone (2)') THEN
        ALTER TABLE person ADD COLUMN tone tone DEFAULT 'low';
    END IF;
    CREATE INDEX person_mood ON person (mood);
EXCEPTION WHEN duplicate_column OR duplicate_table THEN RAISE NOTICE 'it is there';
END $$;
DO $$ BEGIN ALTER TABLE person ADD CONSTRAINT person_boss FOREIGN KEY (boss) REFERENCES person (id); EXCEPTION WHEN duplicate_object THEN NULL; END; $$;
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM person; IF n > 3 THEN EXECUTE 'CREATE INDEX person_many ON person (boss)'; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM person) THEN DROP TABLE person; END IF; END $$;
