/** Templates as people write them: what is nearly right is found by changing them. */
export const REAL_TEMPLATES: readonly string[] = [
  `{
  "body": $input.json('$'),
  "headers": {
#foreach($name in $input.params().header.keySet())
    "$name": "$util.escapeJavaScript($input.params().header.get($name))"#if($foreach.hasNext),#end

#end
  },
  "path": "$context.resourcePath", "stage": "$context.stage"
}`,
  `#set($allParams = $input.params())
{ #foreach($type in $allParams.keySet())
  #set($params = $allParams.get($type))
  "$type": { #foreach($name in $params.keySet())"$name": "$!util.escapeJavaScript($params.get($name))"#if($foreach.hasNext), #end#end }#if($foreach.hasNext),#end
#end }`,
  `#set($inputRoot = $input.path('$'))
[#foreach($item in $inputRoot.a)
  { "n": $foreach.count, "b": "$item.b", "c": $!item.c }#if($foreach.hasNext),#end
#end]`,
  `#set($body = $util.urlDecode($input.body))
#set($pairs = {})
#foreach($pair in $body.split("&"))
#set($parts = $pair.split("=", 2))
#if($parts.size() == 2)#set($ok = $pairs.put($parts[0], $parts[1]))#end
#end
{#foreach($key in $pairs.keySet())"$key":"$pairs[$key]"#if($foreach.hasNext),#end#end}`,
  `#if($input.path('$.errorMessage') != "")
#set($context.responseOverride.status = 400)
#set($context.responseOverride.header.x-error = $util.base64Encode($input.path('$.errorMessage')))
{"message": "$util.escapeJavaScript($input.path('$.errorMessage')).replaceAll("\\\\'", "'")"}
#elseif($input.params('verbose') == 'true' && $context.identity.sourceIp.matches("192\\..*"))
$input.json('$.b[?(@.c > 1)]')
#else
#stop
#end`,
  `#define($row)"$i": $velocityCount#end
#set($total = 0)
{#foreach($i in [1..5])$row#set($total = $total + $i * 2 - 1 / 3 % 4)#if($foreach.last)#break#else, #end#end, "total": $total}`,
  `## a comment
#[[ $not.rendered #if( ]]# \\$escaped \\\\$context.stage \${context.stage}s $!{missing} $5.00 #* more *# \\#if`,
  `Action=SendMessage&MessageBody=$util.urlEncode("$input.body")&Id=$context.requestId.substring(0, 8).toUpperCase()`,
  `#set($d = $util.parseJson($input.json('$.b')))#set($names = [])
#foreach($e in $d.entrySet())#set($ok = $names.add("$e.key=$e.value"))#end
$names.size(): $names $d $d.getClass().getName() $names.contains('a=1') $names.subList(0, 1).toString().hashCode()`,
];

/** Templates that are too long or too deep in one way, of a size. */
export const EXTREME_TEMPLATES: readonly ((size: number) => string)[] = [
  (size) => `${'#if(true)'.repeat(size)}a${'#end'.repeat(size)}`,
  (size) => `${'#foreach($i in [1])'.repeat(size)}a${'#end'.repeat(size)}`,
  (size) => `#set($x = ${'('.repeat(size)}1${')'.repeat(size)})$x`,
  (size) => `#set($x = ${'['.repeat(size)}1${']'.repeat(size)})$x $x.hashCode()`,
  (size) => `#set($x = 1${' + 1'.repeat(size * 20)})$x`,
  (size) => `#set($x = ${'!'.repeat(size)}true)$x`,
  (size) => `#if($x)#elseif($y)${'#elseif(true)a'.repeat(size)}#end`,
  (size) => `$x${'.a'.repeat(size)}$x${'[0]'.repeat(size)}$x${'.get(0)'.repeat(size)}`,
  (size) => `${'$x.a('.repeat(size)}1${')'.repeat(size)}`,
  (size) => `${'\\'.repeat(size * 100)}${'$'.repeat(size)}${'#'.repeat(size)}`,
  (size) => `#set($x = "${'a'.repeat(size * 100)}")#set($y = $x.split(""))$y.size()`,
  (size) => `#set($l = [1..${size * 1000}])$l.size() $l.indexOf(-1) $l.hashCode() $l.containsAll($l)`,
  (size) => `#define($x)$x$x#end${'$x'.repeat(size)}#set($context.d = $x)`,
  (size) =>
    `#set($a = {})#foreach($i in [1..${size}])#set($a = {"k": $a, "l": [$a, $a]})#end#set($context.x = $a)$a.size()`,
  (size) =>
    `#set($a = [])#foreach($i in [1..${size}])#set($a = [$a, $a])#end#if($a == $a.clone())eq#end $a.equals([$a])`,
];
