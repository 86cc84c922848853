\restrict abcDEF123
-- What PostgreSQL 18 writes and 17 does not read.
CREATE TABLE room (
    id integer CONSTRAINT room_id_not_null NOT NULL,
    during daterange NOT NULL,
    price numeric(10,2),
    twice numeric(12,2) GENERATED ALWAYS AS ((price * (2)::numeric)),
    thrice numeric(12,2) GENERATED ALWAYS AS ((price * (3)::numeric)) VIRTUAL,
    quad numeric(12,2) GENERATED ALWAYS AS ((price * (4)::numeric)) STORED,
    named text DEFAULT 'NOT ENFORCED, WITHOUT OVERLAPS',
    CONSTRAINT positive CHECK ((price > (0)::numeric)) NOT ENFORCED,
    CONSTRAINT low CHECK ((price < (900)::numeric)),
    CONSTRAINT room_pk PRIMARY KEY (id, during WITHOUT OVERLAPS)
);
CREATE TABLE booking (
    room integer,
    during daterange,
    other integer,
    guest integer,
    CONSTRAINT other_nn NOT NULL other NO INHERIT
);
ALTER TABLE ONLY booking ADD CONSTRAINT booking_uq UNIQUE (room, during WITHOUT OVERLAPS);
ALTER TABLE ONLY booking ADD CONSTRAINT booking_fk FOREIGN KEY (room, PERIOD during) REFERENCES public.room(id, PERIOD during);
CREATE TABLE guest (id integer PRIMARY KEY);
ALTER TABLE booking ADD CONSTRAINT soft FOREIGN KEY (guest) REFERENCES guest(id) NOT ENFORCED;
ALTER TABLE booking ADD CONSTRAINT hard FOREIGN KEY (other) REFERENCES guest(id) NOT ENFORCED;
ALTER TABLE booking ALTER CONSTRAINT hard ENFORCED;
ALTER TABLE booking ADD CONSTRAINT room_nn NOT NULL room NOT VALID;
ALTER TABLE booking ADD CONSTRAINT early CHECK (guest > 0) NOT VALID;
ALTER TABLE booking VALIDATE CONSTRAINT early;
ALTER TABLE booking ALTER CONSTRAINT room_nn INHERIT;
ALTER TABLE ONLY room ALTER COLUMN twice SET EXPRESSION AS (price * 5);
\unrestrict abcDEF123
