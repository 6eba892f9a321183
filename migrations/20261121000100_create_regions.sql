-- The national list of regions in its editions. Reference data: it belongs to no tenant, everybody may read
-- it and only the owner (`naungan migrate`, `naungan import regions`) writes it, so it has no row-level
-- security. Rules and words: domain::region, services::region.
set local lock_timeout = '2s';

create table region_editions (
    edition text collate "C" primary key,
    -- The day from which the decree's list holds, and the decree.
    valid_from date not null unique,
    legal_basis text not null,
    imported_at timestamptz not null default now(),
    constraint region_editions_edition_check check (edition ~ '^[0-9]{4}[a-z]?$')
);

-- One row an entry: a code, what stood behind it, and from which edition to which. A name that changes and a
-- code that comes back for another place are new rows.
create table regions (
    code text collate "C" not null,
    edition text collate "C" not null,
    level smallint not null,
    kind text not null,
    name text not null,
    parent_code text collate "C",
    path text not null,
    valid_from date not null,
    -- The day from which another edition no longer has the entry; null is current.
    valid_upto date,
    -- Words of the name, lower case; the same with other ways to write them; and with those of all around it.
    name_key text collate "C" not null,
    own_key text not null,
    search_key text not null,
    primary key (code, edition),
    constraint regions_level_check check (
        length(code) = case level when 1 then 2 when 2 then 5 when 3 then 8 when 4 then 13 end),
    constraint regions_validity_check check (valid_upto > valid_from)
);
create unique index regions_current on regions (code) where valid_upto is null;
create index regions_provinces on regions (code) where valid_upto is null and level = 1;
-- Words are compared by their beginnings. Only those of the own name are indexed: one word of every search
-- has to be among them, and the rest of the path is then read from few rows. The first import makes that
-- index (regions_words, a GIN over the words of own_key), after its rows.

-- Where an entry went that ended: several after a split, none when nobody recorded it.
create table region_successors (
    old_code text collate "C" not null,
    old_edition text collate "C" not null,
    new_code text collate "C" not null,
    primary key (old_code, old_edition, new_code),
    foreign key (old_code, old_edition) references regions (code, edition)
);

-- Every word of every name once: a mistyped word is compared with these, not with a hundred thousand paths.
-- The first import makes the trigram index (region_words_similar).
create table region_words (
    word text collate "C" primary key
);

-- The lines of a file while it is imported, empty at all other times; nobody but the owner sees it.
create unlogged table region_stage (
    line bigint not null,
    code text collate "C" not null,
    edition text collate "C" not null,
    ended text collate "C",
    level smallint not null,
    kind text not null,
    name text not null,
    label text not null,
    parent_code text collate "C",
    name_key text collate "C" not null,
    own_key text not null
);

grant select on region_editions, regions, region_successors, region_words
    to naungan_sponsor, naungan_office, naungan_pusat, naungan_publik, naungan_work;
