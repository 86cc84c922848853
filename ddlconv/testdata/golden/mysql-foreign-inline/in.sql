create table child (id int primary key, p int references parent(id), q int, foreign key (q) references parent)
