create index if not exists regions_words on regions
    using gin (array_to_tsvector(string_to_array(own_key, ' ')))
