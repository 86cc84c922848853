create temporary table t (id int) engine=memory
