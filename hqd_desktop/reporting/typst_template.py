"""How blocks look on paper, as typst source; it refuses to hold any text of a report: all of that comes as data.

Sizes after GB/T 9704-2012: 正文 三号 (16 pt) on a pitch of 28 pt, margins 37/35/28/26 mm on text pages; the title of
the cover stands one size above 二号; tables and proofs use smaller type on tighter pages.

typst lays out again only what reads something else than the time before. So each section has its file, and what every
new figure alters (digest, keywords) is read where it stands: in the foot, and last of all.
"""

TEMPLATE = r"""
#let look = json("look.json")
#let fonts = look.fonts
#set text(lang: "zh", region: "cn", fallback: false, cjk-latin-spacing: none, hyphenate: false,
  top-edge: 0.88em, bottom-edge: -0.12em)

// A long run without a place to break would leave its cell: break it anywhere.
#show regex("[!-~]{22,}"): it => it.text.clusters().map(letter => box(letter)).join()

#let words(text) = text.split("\n").join(linebreak())
#let heavy(size, body) = text(
  font: fonts.head, size: size, stroke: if look.thicken.head { 0.022em } else { none }, body)
#let ink = luma(12%)
#let grey = luma(38%)
#let hair = 0.4pt + luma(68%)
#let rule = 0.8pt + ink

#let sizes = (
  cover: (body: 16pt, pitch: 28pt, table: 10.5pt, h1: 16pt, h2: 16pt),
  text: (body: 16pt, pitch: 28pt, table: 10pt, h1: 16pt, h2: 16pt),
  annex: (body: 10.5pt, pitch: 17pt, table: 9pt, h1: 16pt, h2: 11pt),
  wide: (body: 10.5pt, pitch: 16pt, table: 9pt, h1: 16pt, h2: 11pt),
  large: (body: 10.5pt, pitch: 17pt, table: 10.5pt, h1: 18pt, h2: 12pt),
)
#let papers = (
  cover: (flipped: false, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm)),
  text: (flipped: false, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm)),
  annex: (flipped: false, margin: (top: 25mm, bottom: 27mm, left: 24mm, right: 22mm)),
  wide: (flipped: true, margin: (top: 22mm, bottom: 25mm, left: 18mm, right: 18mm)),
  large: (paper: "a3", flipped: true, margin: (top: 25mm, bottom: 27mm, left: 18mm, right: 18mm)),
)

#let foot = context {
  let meta = json("meta.json")
  set text(font: fonts.table, size: 8pt, fill: grey)
  set par(leading: 4pt, first-line-indent: 0pt, justify: false)
  line(length: 100%, stroke: hair)
  v(-4pt)
  grid(
    columns: (1fr, auto), column-gutter: 6mm, row-gutter: 4pt, align: (left + top, right + top),
    grid.cell(colspan: 2, meta.foot_first), meta.foot_second,
    [第 #counter(page).display() 页 共 #counter(page).final().first() 页],
  )
}
#let head = if look.head != "" {
  set text(font: fonts.table, size: 9pt, fill: grey)
  align(center, block(width: 100%, inset: (bottom: 3pt), stroke: (bottom: hair), look.head))
}
#let mark = if look.mark != "" {
  rotate(-38deg, text(font: fonts.title, size: if look.mark.clusters().len() > 3 { 82pt } else { 110pt },
    fill: luma(239), tracking: 0.25em, look.mark))
}

// The free height of the cover lies above, between and below, however much the lines take; a long line is set smaller
// and not spaced.
#let draw-title(b, s) = align(center, {
  v(34fr)
  let longest = calc.max(..b.lines.map(line => line.clusters().len()))
  set par(leading: 16pt, first-line-indent: 0pt)
  set text(font: fonts.title, size: if longest > 16 { 22pt } else { 26pt },
    stroke: if look.thicken.title { 0.03em } else { none })
  block(b.lines.first())
  for line in b.lines.slice(1) {
    block(above: 18pt, text(tracking: if line.clusters().len() > 8 { 0em } else { 0.4em }, line))
  }
  if b.subtitle != "" { block(above: 26pt, text(font: fonts.kai, size: 16pt, stroke: none, b.subtitle)) }
  v(34fr)
})

#let draw-heading(b, s) = heading(level: b.level, b.text)

#let draw-paragraph(b, s) = {
  if b.style == "note" {
    block(above: 7pt, below: 7pt, {
      set text(font: fonts.table, size: s.table)
      set par(leading: 0.6em, first-line-indent: 0pt, justify: true)
      words(b.text)
    })
  } else if b.style == "centred" {
    align(center, block(above: 10pt, text(font: fonts.kai, size: 14pt, words(b.text))))
  } else {
    set par(first-line-indent: (amount: 2em, all: true))
    par(words(b.text))
  }
}

#let draw-ruled(b) = align(center, { block(width: 138mm, {
  set text(font: fonts.body, size: 14pt)
  set par(leading: 7pt, first-line-indent: 0pt, justify: false)
  grid(
    columns: (44mm, 1fr), row-gutter: 13pt, align: (left + top, left + top),
    ..for (label, value) in b.rows {
      (block(inset: (y: 3pt), heavy(14pt, label)),
       block(width: 100%, inset: (x: 2pt, y: 3pt), stroke: (bottom: 0.6pt + luma(40%)), words(value)))
    },
  )
}); v(22fr) })

#let draw-pairs(b, s) = {
  let (above, below, size, gutter) = if s.body > 12pt { (16pt, 9pt, 12pt, 0.62em) } else {
    (6pt, 5pt, s.table + 0.5pt, 0.48em) }
  block(above: above, below: below, breakable: b.splits, {
  set text(font: fonts.table, size: size)
  set par(leading: 0.55em, first-line-indent: 0pt, justify: false)
  let widest = calc.max(4, ..b.rows.map(pair => pair.at(0).clusters().len()))
  grid(
    columns: (widest * 1em + 0.8em, 1fr), row-gutter: gutter,
    ..for (label, value) in b.rows { (text(fill: grey, label), words(value)) },
  )
}) }

#let draw-table(b, s) = {
  set text(font: fonts.table, size: s.table)
  set par(leading: 0.5em, spacing: 0.5em, first-line-indent: 0pt, justify: false)
  // A first column without width holds rows together: a cell over several of them that may not break.
  let n = b.columns.len() + 1
  let sides = b.columns.map(c => (left: left, center: center, right: right).at(c.align) + horizon)
  let holder(rows) = table.cell(rowspan: rows, breakable: false, inset: 0pt, stroke: none)[]
  let cells = ()
  for row in b.rows {
    if row.kind == "group" {
      cells.push(table.header(level: 2, repeat: true,
        table.cell(colspan: n, align: left + horizon, breakable: false, heavy(s.table, words(row.cells.first())))))
      continue
    }
    if row.keep > 1 { cells.push(holder(row.keep)) }
    else if row.keep == 1 { cells.push(table.cell(inset: 0pt, stroke: none)[]) }
    if row.kind == "total" {
      cells.push(table.cell(colspan: n - 1, align: left + horizon, breakable: false, stroke: (top: rule, bottom: rule),
        heavy(s.table, words(row.cells.first()))))
    } else if row.kind == "note" {
      cells.push(table.cell(colspan: n - 1, align: left + horizon, breakable: row.splits,
        stroke: (top: none, bottom: hair), text(fill: grey, words(row.cells.first()))))
    } else {
      for (place, cell) in row.cells.enumerate() {
        cells.push(table.cell(align: sides.at(place), breakable: row.splits, words(cell)))
      }
    }
  }
  let head = b.columns.zip(sides).map(((c, side)) => table.cell(
    align: side, breakable: false, stroke: (top: rule, bottom: 0.6pt + ink), heavy(s.table, words(c.title))))
  if b.caption != "" { block(above: 14pt, below: 6pt, sticky: true, heavy(s.table + 0.5pt, b.caption)) }
  block(above: 6pt, below: if s.body > 12pt { 16pt } else { 8pt }, table(
    columns: (0pt, ..b.columns.map(c => c.width * 1fr)),
    inset: (x: 4pt, y: if s.table < 9.5pt { 3.2pt } else { 3.6pt }),
    stroke: (x: if b.boxed { hair } else { none }, top: hair, bottom: hair),
    table.header(table.cell(inset: 0pt, stroke: none)[], ..head), ..cells,
    table.hline(stroke: rule),
  ))
}

#let draw-chart(b, s) = {
  block(above: 14pt, below: 8pt, sticky: true, heavy(s.table + 0.5pt, b.caption))
  for (place, file) in b.files.enumerate() {
    let last = place == b.files.len() - 1
    block(above: 0pt, below: if last { 14pt } else { 0pt }, breakable: false, sticky: place + 2 == b.files.len(),
      image(file, width: 100%, alt: if place == 0 { b.alternative } else { none }))
  }
}

#let draw-signatures(b, s) = block(above: 26pt, breakable: false, width: 100%, {
  set text(font: fonts.body, size: 15pt)
  set par(leading: 8pt, first-line-indent: 0pt, justify: false)
  grid(
    columns: (50mm, 1fr), row-gutter: 24pt, align: (left + bottom, left + bottom),
    ..for (label, value) in b.lines {
      (label, block(width: 100%, inset: (bottom: 3pt), stroke: (bottom: 0.6pt + luma(40%)),
        if value == "" { v(1em) } else { align(right, value) }))
    },
  )
  v(26pt)
  align(right, block(width: 110mm, align(right, words(b.seal))))
  v(38mm)
})

// Neither a sheet nor, where it is long, a part of it is broken; a part that may be taller than a page is measured.
#let draw-sheet(b, s, each) = block(width: 100%, above: 12pt, below: 12pt, breakable: not b.whole,
  stroke: (top: rule), inset: (top: 7pt), for part in b.parts {
    let body = for inner in part.blocks { each(inner, s) }
    if part.whole { block(width: 100%, breakable: false, body) } else {
      layout(size => block(
        breakable: measure(block(width: size.width, body)).height > size.height - 20pt, width: 100%, body))
    }
  })

#let draw(b, s) = {
  if b.kind == "sheet" { draw-sheet(b, s, draw) }
  else if b.kind == "title" { draw-title(b, s) }
  else if b.kind == "heading" { draw-heading(b, s) }
  else if b.kind == "paragraph" { draw-paragraph(b, s) }
  else if b.kind == "key_values" { if b.ruled { draw-ruled(b) } else { draw-pairs(b, s) } }
  else if b.kind == "table" { draw-table(b, s) }
  else if b.kind == "chart" { draw-chart(b, s) }
  else if b.kind == "signatures" { draw-signatures(b, s) }
  else if b.kind == "page_break" { pagebreak(weak: true) }
}

#for number in range(look.sections) {
  let section = json("section-" + str(number + 1) + ".json")
  let s = sizes.at(section.layout)
  let indent = if s.body > 12pt { 2em } else { 0em }
  let descent = if s.body > 12pt { 8mm } else { 5mm }
  page(
    paper: "a4", ..papers.at(section.layout), header: if section.layout != "cover" { head },
    footer: foot, footer-descent: descent, background: mark, {
    set text(font: fonts.body, size: s.body, fill: ink)
    set par(leading: s.pitch - s.body, spacing: s.pitch - s.body, justify: true, linebreaks: "optimized")
    show heading: set text(weight: "regular")
    show heading.where(level: 1): it => block(above: 20pt, below: 16pt, sticky: true,
      heavy(s.h1, h(indent) + it.body))
    show heading.where(level: 2): it => block(above: 18pt, below: if s.body > 12pt { 12pt } else { 7pt }, sticky: true,
      if s.body > 12pt { text(font: fonts.kai, size: s.h2, h(indent) + it.body) } else { heavy(s.h2, it.body) })
    for b in section.blocks { draw(b, s) }
  })
}

#let meta = json("meta.json")
#set document(
  title: meta.title, author: meta.author, description: meta.subject, keywords: meta.keywords,
  date: datetime(year: meta.day.at(0), month: meta.day.at(1), day: meta.day.at(2)),
)
"""
