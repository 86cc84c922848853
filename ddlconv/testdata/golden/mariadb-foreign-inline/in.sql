create table child (id int primary key, p int references parent(id) on delete cascade)
