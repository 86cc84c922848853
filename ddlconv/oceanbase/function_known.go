package oceanbase

// known are the functions that a 4.3.5.3 kernel has: it does not answer 1305 to their
// names.
const known = " _st_asewkb _st_clipbybox2d _st_geogfromtext _st_geographyfromtext _st_geohash _st_iscollection _st_makeenvelope " +
	"_st_makepoint _st_makevalid _st_numinteriorrings _st_pointonsurface _st_touches abs acos adddate addtime aes_decrypt " +
	"aes_encrypt ai_complete ai_embed ai_prompt ai_rerank any_value approx_count_distinct approx_count_distinct_synopsis " +
	"array array_append array_avg array_compact array_concat array_contains array_contains_all array_difference " +
	"array_distinct array_except array_filter array_intersect array_length array_map array_max array_min array_overlaps " +
	"array_position array_prepend array_range array_remove array_sort array_sortby array_sum array_to_string array_union " +
	"ascii asin atan atan2 avg benchmark bin bin_to_uuid bit_and bit_count bit_length bit_or bit_xor calc_partition_id " +
	"cardinality cast ceil ceiling char char_length character_length charset coalesce coercibility collation compress " +
	"concat concat_ws connection_id conv convert convert_tz cos cosine_distance cot count crc32 cube cume_dist curdate " +
	"current_date current_role current_scn current_time current_timestamp current_user curtime database date date_add " +
	"date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear decode decode_trace_id default degrees " +
	"dense_rank des_decrypt des_encrypt dump effective_tenant_id element_at elt encode encrypt exp export_set extract " +
	"extractvalue field find_in_set first_value floor format format_bytes format_pico_time found_rows from_base64 from_days " +
	"from_unixtime geomcollection geometrycollection get_format get_lock greatest group_concat grouping gtid_subset " +
	"gtid_subtract gts hex host_ip hour hybrid_hist icu_version if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa " +
	"inner_product insert instr interval is_free_lock is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_used_lock is_uuid " +
	"isnull json_append json_array json_array_append json_array_insert json_arrayagg json_contains json_contains_path " +
	"json_depth json_extract json_insert json_keys json_length json_merge json_merge_patch json_merge_preserve json_object " +
	"json_objectagg json_overlaps json_pretty json_query json_quote json_remove json_replace json_schema_valid " +
	"json_schema_validation_report json_search json_set json_storage_free json_storage_size json_table json_type " +
	"json_unquote json_valid json_value l1_distance l2_distance lag last_day last_execution_id last_insert_id last_trace_id " +
	"last_value lcase lead least left length linestring listagg ln lnnvl localtime localtimestamp locate log log10 log2 " +
	"lower lpad ltrim make_set makedate maketime map map_keys map_values match max md5 microsecond mid min minute mod month " +
	"monthname multilinestring multipoint multipolygon mysql_port name_const negative_inner_product now nth_value ntile " +
	"nullif nvl ob_transaction_id ob_version oct octet_length old_password ora_decode ord partition_id password " +
	"percent_rank percentile_cont period_add period_diff pi point polygon position pow power quarter quote radians rand " +
	"random_bytes rank rb_and rb_and_agg rb_and_cardinality rb_and_null2empty rb_andnot rb_build rb_build_agg " +
	"rb_build_empty rb_build_varbinary rb_cardinality rb_contains rb_from_string rb_is_empty rb_iterate rb_or rb_or_agg " +
	"rb_or_cardinality rb_select rb_to_array rb_to_string rb_xor regexp_instr regexp_like regexp_replace regexp_substr " +
	"release_all_locks release_lock repeat replace reverse right rollup round row_count row_number rpad rpc_port rtrim " +
	"schema sec_to_time second session_user sha sha1 sha2 sign sin sleep soundex space split_part sqrt st_area st_asbinary " +
	"st_asgeojson st_astext st_aswkb st_aswkt st_buffer st_buffer_strategy st_centroid st_contains st_crosses st_difference " +
	"st_distance st_distance_sphere st_equals st_geometryfromtext st_geomfromtext st_geomfromwkb st_intersects st_isvalid " +
	"st_latitude st_length st_longitude st_overlaps st_srid st_symdifference st_transform st_union st_within st_x st_y " +
	"statement_digest statement_digest_text std stddev stddev_pop stddev_samp str_to_date strcmp string_to_array subdate " +
	"substr substring substring_index subtime sum sysdate system_user tablet_id tan tenant_id time time_format time_to_sec " +
	"timediff timestamp timestampadd timestampdiff to_base64 to_char to_days to_pinyin to_seconds tokenize trim truncate " +
	"ucase uncompress uncompressed_length unhex unix_timestamp unnest updatexml upper user utc_date utc_time utc_timestamp " +
	"uuid uuid_short uuid_to_bin validate_password_strength values var_pop var_samp variance vector_distance vector_norm " +
	"version wait_for_executed_gtid_set week weekday weekofyear weight_string year yearweek "

// Knows tells whether a function, by its name in lower case, is one of the target's own.
func Knows(function string) bool { return listed(known, function) }
