create or replace table t (id int not null, primary key (id))
