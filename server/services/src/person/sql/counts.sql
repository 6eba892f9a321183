select people, complete
from person_counts
where tenant_id = $1
