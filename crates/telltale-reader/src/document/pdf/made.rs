//! Small PDFs, made of bytes: what the tests read.

/// A file of these objects, the first of which is the catalog; `trailer` goes into its trailer.
pub(crate) fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    let count = objects.len() + 1;
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let end =
        format!("trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
    out.extend(end.into_bytes());
    out
}

pub(crate) fn stream(bytes: &[u8], about: &str) -> Vec<u8> {
    let mut out = format!("<< /Length {} {about} >>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// Pages in English, each of lines that are drawn 14 points below one another; an empty line is left
/// out.
pub(crate) fn english(pages: &[&[&str]]) -> Vec<u8> {
    english_with(pages, "")
}

pub(crate) fn english_with(pages: &[&[&str]], trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let kids = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len());
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let mut objects: Vec<Vec<u8>> =
        [catalog, kids, font.to_owned()].map(String::into_bytes).to_vec();
    for (at, lines) in pages.iter().enumerate() {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R \
             >> >> /Contents {} 0 R >>",
            5 + 2 * at
        );
        let mut drawn = "BT /F1 12 Tf 14 TL 72 760 Td\n".to_owned();
        for line in *lines {
            let line = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            drawn += &format!("({line}) Tj T*\n");
        }
        drawn += "ET";
        objects.push(page.into_bytes());
        objects.push(stream(drawn.as_bytes(), ""));
    }
    file(&objects, trailer)
}

/// A page of a font whose letters are told by its table ToUnicode alone.
pub(crate) fn with_to_unicode(lines: &[&str]) -> Vec<u8> {
    let mut letters: Vec<char> = lines.iter().flat_map(|line| line.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let place = |letter: char| letters.binary_search(&letter).expect("a letter of ours") + 1;
    let mut table =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /X def \
                     /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            .to_owned();
    table += &format!("{} beginbfchar\n", letters.len());
    for letter in &letters {
        table += &format!("<{:04X}> <{:04X}>\n", place(*letter), u32::from(*letter));
    }
    table += "endbfchar\nendcmap end end";
    let mut drawn = "BT /F1 12 Tf 16 TL 72 760 Td\n".to_owned();
    for line in lines {
        let codes: String = line.chars().map(|letter| format!("{:04X}", place(letter))).collect();
        drawn += &format!("<{codes}> Tj T*\n");
    }
    drawn += "ET";
    let text = |text: &str| text.as_bytes().to_vec();
    let objects = [
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        text("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        text(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> \
             >> /Contents 4 0 R >>",
        ),
        stream(drawn.as_bytes(), ""),
        text(
            "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Own /Encoding /Identity-H \
             /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        ),
        text(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Own /CIDSystemInfo << /Registry \
             (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>",
        ),
        stream(table.as_bytes(), ""),
        text(
            "<< /Type /FontDescriptor /FontName /AAAAAA+Own /Flags 4 /FontBBox [0 0 1000 1000] \
             /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        ),
    ];
    file(&objects, "")
}

/// A page that is one picture.
pub(crate) fn picture() -> Vec<u8> {
    let text = |text: &str| text.as_bytes().to_vec();
    let about = "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray \
                 /BitsPerComponent 8";
    let objects = [
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        text("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        text(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /I 5 0 R >> >> \
             /Contents 4 0 R >>",
        ),
        stream(b"q 9 0 0 9 0 0 cm /I Do Q", ""),
        stream(&[128; 16], about),
    ];
    file(&objects, "")
}

/// A page whose form draws itself.
pub(crate) fn endless() -> Vec<u8> {
    let text = |text: &str| text.as_bytes().to_vec();
    let form =
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>";
    let objects = [
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        text("<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"),
        text(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >> \
             /Contents 4 0 R >>",
        ),
        stream(b"/A Do", ""),
        stream(b"/A Do /A Do", form),
    ];
    file(&objects, "")
}
