-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.address << $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet << $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.address <<= $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet <<= $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.network << $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr << $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.network <<= $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr <<= $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.network >> $1::cidr
ORDER BY t.id;
-- $1 = 10.1.0.0/16

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr >> $1::cidr
ORDER BY t.id;
-- $1 = 10.1.0.0/16

SELECT t.data
FROM public.tv_row AS t
WHERE t.network >> $1::cidr
ORDER BY t.id;
-- $1 = 10.1.2.3

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr >> $1::cidr
ORDER BY t.id;
-- $1 = 10.1.2.3

SELECT t.data
FROM public.tv_row AS t
WHERE t.network >> $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr >> $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.network >>= $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr >>= $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.network >>= $1::cidr
ORDER BY t.id;
-- $1 = 2001:db8:1::/48

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr >>= $1::cidr
ORDER BY t.id;
-- $1 = 2001:db8:1::/48

SELECT t.data
FROM public.tv_row AS t
WHERE t.network && $1::cidr
ORDER BY t.id;
-- $1 = 10.1.0.0/16

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'network')::cidr && $1::cidr
ORDER BY t.id;
-- $1 = 10.1.0.0/16

SELECT t.data
FROM public.tv_row AS t
WHERE t.address && $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet && $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE family(t.address) = 4
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE family((t.data ->> 'address')::inet) = 4
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (family(t.address) = 4) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (family((t.data ->> 'address')::inet) = 4) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE family(t.network) = 6
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE family((t.data ->> 'network')::cidr) = 6
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (family(t.network) = 6) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (family((t.data ->> 'network')::cidr) = 6) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.address = $1::inet
ORDER BY t.id;
-- $1 = 2001:DB8:0::1

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet = $1::inet
ORDER BY t.id;
-- $1 = 2001:DB8:0::1

SELECT t.data
FROM public.tv_row AS t
WHERE t.address = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/24

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/24

SELECT t.data
FROM public.tv_row AS t
WHERE t.address >= $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/24

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'address')::inet >= $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/24

SELECT t.data
FROM public.tv_row AS t
WHERE (t.address << $1::inet) IS NOT TRUE
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'address')::inet << $1::inet) IS NOT TRUE
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.gateway = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'gateway')::inet = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1/8

SELECT t.data
FROM public.tv_row AS t
WHERE t.gateway <<= $1::inet
ORDER BY t.id;
-- $1 = 10.9.9.9/8

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'gateway')::inet <<= $1::inet
ORDER BY t.id;
-- $1 = 10.9.9.9/8

COMMIT;
