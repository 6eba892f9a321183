create index if not exists region_words_similar on region_words using gin (word gin_trgm_ops)
