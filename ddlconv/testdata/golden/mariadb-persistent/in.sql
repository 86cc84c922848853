create table g (a int, day int as (a + 1) persistent, b date, c date as (b + interval 1 day) virtual)
