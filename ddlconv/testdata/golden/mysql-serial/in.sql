create table s (id serial unique, v int, w int unique unique key)
