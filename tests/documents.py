"""One document of each form, written for the tests: short dispatches about places that do not exist."""

from __future__ import annotations

from testigo.sources.forms import Form

TEXT = "Gunmen killed two drovers near the well of Ostrel on Monday."
JSONL = b'{"id": "d1", "text": "Gunmen killed two drovers near the well of Ostrel on Monday."}\n'

PAGE = b"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Drovers shot at the well of Ostrel</title>
<link rel="canonical" href="https://courier.example/drovers">
<meta property="og:site_name" content="The Ostrel Courier">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-12-02T21:40:00-06:00"}</script>
</head><body><nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>
<article><h1>Drovers shot at the well of Ostrel</h1>
<p>Gunmen killed two drovers near the well of Ostrel on Monday, the warden of the valley said in the evening.</p>
<p>A third man was wounded and taken to the infirmary of Korum, where his state was called serious by a nurse.</p>
</article><footer>All rights kept by nobody</footer></body></html>"""

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Ostrel Courier</title><language>en</language><link>https://courier.example/</link>
<item><title>Drovers shot &amp; robbed</title><link>https://courier.example/drovers</link>
<guid isPermaLink="false">courier-17</guid><pubDate>Mon, 02 Dec 2019 23:30:00 -0600</pubDate>
<description>Two drovers are dead.</description>
<content:encoded>
<![CDATA[<p>Gunmen killed <b>two</b> drovers near the well of Ostrel.</p><p>A third was hurt.</p>]]></content:encoded>
</item>
<item><title>Bridge closed</title><link>https://courier.example/bridge</link>
<description>The bridge of Korum&lt;br&gt;stays closed.</description><dc:date>2019-12-03</dc:date></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>Correo de Ostrel</title><id>urn:feed</id>
<entry><id>tag:correo.example,2019:9</id><title type="html">Dos &amp;lt;muertos&amp;gt;</title>
<link rel="self" href="https://correo.example/9.atom"/><link href="https://correo.example/9"/>
<published>2019-12-02T20:00:00-06:00</published><updated>2019-12-03T08:00:00-06:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Dos arrieros murieron.</p><p>Otro huye.</p></div></content>
</entry></feed>"""

NINJS_1 = b"""{"uri": "urn:ostrel:17", "type": "text", "version": "3", "firstcreated": "2019-12-02T18:00:00-06:00",
"versioncreated": "2019-12-02T23:30:00-06:00", "pubstatus": "usable", "ednote": "Corrects the toll.",
"language": "en-US",
"headline": "Two drovers shot", "located": "OSTREL", "copyrightholder": "Vandoria News", "urgency": 2,
"body_text": "Gunmen killed two drovers near the well of Ostrel on Monday.",
"body_xhtml": "<p>Something else.</p>"}"""

NINJS_2 = b"""[{"uri": "urn:ostrel:17", "version": "4",
"versionCreated": "2019-12-03T07:00:00Z", "pubStatus": "withheld",
"embargoedUntil": "2019-12-04T06:00:00Z", "edNote": "Held.", "language": "en",
"headlines": [{"role": "short", "value": "Drovers"}, {"role": "main", "value": "Two drovers shot"}],
"bodies": [{"role": "main", "contentType": "text/html", "value": "<p>Two drovers died.</p><p>One fled.</p>"}]},
{"uri": "urn:ostrel:18", "version": "1", "pubStatus": "canceled", "edNote": "Kill. There was no such attack."},
{"uri": "urn:ostrel:19", "version": "1", "pubStatus": "usable"}]"""

NITF = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>Drovers</title><docdata management-status="usable">
<doc-id id-string="vn-0017" regsrc="VN"/><du-key key="drovers" version="2"/><ed-msg info="Updates with a third man."/>
<date.issue norm="20191202T233000-0600"/><date.release norm="20191202T233000-0600"/></docdata>
<pubdata name="Vandoria News"/></head>
<body><body.head><hedline><hl1>Two <em>drovers</em> shot</hl1></hedline><byline>By nobody</byline>
<dateline><location>Ostrel, Vandoria</location></dateline></body.head>
<body.content><p>Gunmen killed two drovers
   near the well of Ostrel.</p>
<media><media-caption>A well.</media-caption></media><p>One fled.</p></body.content></body>
</nitf>"""

NEWSML = b"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<packageItem guid="urn:package:1" version="1"/>
<newsItem guid="urn:vn:17" version="2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:VN"><name>Vandoria News</name></provider>
<versionCreated>2019-12-02T23:30:00-06:00</versionCreated><firstCreated>2019-12-02T12:00:00-06:00</firstCreated>
<embargoed>2019-12-03T06:00:00Z</embargoed><pubStatus qcode="stat:usable"/>
<edNote>Updates with a third man.</edNote></itemMeta>
<contentMeta><located><name>Ostrel</name></located><headline>Two drovers shot</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.content><p>Gunmen killed two drovers.</p><p>One fled.</p></body.content></body></nitf></inlineXML></contentSet>
</newsItem>
<newsItem guid="urn:vn:18" version="1"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>
<newsItem guid="urn:vn:19" version="1" xml:lang="es"><itemMeta><provider literal="VN"/></itemMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>No</title>
</head><body><p>Dos arrieros murieron.</p></body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"""

OF_FORM: dict[Form, tuple[bytes, ...]] = {
    "text": (TEXT.encode(),),
    "jsonl": (JSONL,),
    "html": (PAGE,),
    "feed": (RSS, ATOM),
    "ninjs": (NINJS_1, NINJS_2),
    "newsml": (NEWSML,),
    "nitf": (NITF,),
}
