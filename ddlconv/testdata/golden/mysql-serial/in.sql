create table s (id serial, v int)
