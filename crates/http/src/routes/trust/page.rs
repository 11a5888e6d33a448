//! The page itself, in the colours of the web app.

use qrcode::{QrCode, render::svg::Color};

use super::texts::{Device, Language};

/// The page for a device that reached us at `here` (`host[:port]`, plain).
pub(super) fn render(language: Language, device: Device, here: &str, fingerprint: &str) -> String {
    let texts = language.texts();
    let (other, other_name) = texts.other;
    let steps: String = texts
        .devices
        .iter()
        .map(|(of, name, steps)| {
            let open = if *of == device { " open" } else { "" };
            let items: String = steps.iter().map(|step| format!("<li>{step}</li>")).collect();
            format!("<details{open}><summary>{name}</summary><ol>{items}</ol></details>")
        })
        .collect();
    let picture = picture(&format!("http://{here}/trust"));
    format!(
        "<!doctype html><html lang=\"{code}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><style>{STYLE}</style></head><body>\
         <main><header><svg class=\"logo\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 2 4 5v6c0 5 3.4 9.3 8 11 \
         4.6-1.7 8-6 8-11V5zm-1 14-4-4 1.4-1.4L11 13.2l4.6-4.6L17 10z\"/></svg>\
         <a class=\"language\" href=\"/trust?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">{other_name}</a></header>\
         <h1>{title}</h1><p>{why}</p>\
         <p><a class=\"button\" href=\"/trust/zvonilka.crt\" download=\"zvonilka.crt\">{download}</a></p>\
         <h2>{steps_title}</h2>{steps}\
         <h2>{then}</h2><p><a class=\"button light\" href=\"https://{here}/\">{open}</a></p>\
         <section class=\"phone\"><div><h2>{phone}</h2><p>{scan}</p><p class=\"address\">http://{here}/trust</p></div>\
         <div class=\"code\" role=\"img\" aria-label=\"http://{here}/trust\">{picture}</div></section>\
         <p class=\"small\">{compare}</p><p class=\"fingerprint\">{fingerprint}</p><p class=\"small\">{careful}</p>\
         </main></body></html>",
        code = texts.code,
        title = texts.title,
        why = texts.why,
        download = texts.download,
        steps_title = texts.steps,
        then = texts.then,
        open = texts.open,
        phone = texts.phone,
        scan = texts.scan,
        compare = texts.compare,
        careful = texts.careful,
    )
}

/// Black on white in both colour schemes: not every reader takes the reverse.
fn picture(address: &str) -> String {
    let code = QrCode::new(address.as_bytes());
    code.map(|code| {
        let svg = code
            .render::<Color<'_>>()
            .min_dimensions(160, 160)
            .dark_color(Color("#000"))
            .light_color(Color("#fff"))
            .build();
        // Within HTML it needs no declaration of its own.
        svg.split_once("?>").map_or(svg.clone(), |(_, svg)| svg.to_owned())
    })
    .unwrap_or_default()
}

const STYLE: &str = "\
:root{--text:#212823;--dim:#556057;--back:#f6f9f6;--card:#fff;--line:#e2e8e2;--brand:#2e7d32;--veil:#dcefdd;--veiled:#1d5a22}\
@media(prefers-color-scheme:dark){:root{--text:#d5ddd6;--dim:#b3bdb5;--back:#131a14;--card:#1c231d;--line:#363f38;--brand:#388a3d;\
--veil:#22402599;--veiled:#94ce97}}\
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',\
Roboto,'Noto Sans',Arial,sans-serif;-webkit-text-size-adjust:100%}\
main{max-width:40rem;margin:0 auto;padding:1rem 1rem 3rem}\
header{display:flex;justify-content:space-between;align-items:center}\
.logo{width:3rem;height:3rem;fill:var(--brand)}\
h1{font-size:1.75rem;line-height:2.25rem;font-weight:600;margin:.5rem 0}h2{font-size:1.25rem;line-height:1.75rem;font-weight:600;\
margin:2rem 0 .5rem}p{margin:.5rem 0}\
a{color:var(--veiled)}a:focus-visible,summary:focus-visible{outline:2px solid var(--brand);outline-offset:2px}\
.language{padding:.75rem 0 .75rem .75rem}\
.button{display:inline-block;margin:.5rem 0;padding:.75rem 1.25rem;border-radius:12px;background:var(--brand);color:#fff;\
font-weight:600;text-decoration:none}.button.light{background:var(--veil);color:var(--veiled)}\
details{margin:.5rem 0;border:1px solid var(--line);border-radius:12px;background:var(--card)}\
summary{padding:.75rem 1rem;font-weight:600;cursor:pointer}ol{margin:0;padding:0 1rem 1rem 2.25rem}li{margin:.375rem 0}\
.phone{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;align-items:center;margin:2rem 0;padding:1rem;\
border:1px solid var(--line);border-radius:16px;background:var(--card)}.phone>div:first-child{flex:1 1 14rem}.phone h2{margin:0}\
.code{line-height:0;border-radius:10px;overflow:hidden}.code svg{width:10rem;height:10rem}\
.address,.fingerprint{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875rem;overflow-wrap:anywhere}\
.small{color:var(--dim);font-size:.875rem;margin-top:1rem}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_where_and_how() {
        for (language, word) in
            [(Language::Russian, "Скачать сертификат"), (Language::English, "Download the certificate")]
        {
            let page = render(language, Device::Ios, "192.168.1.5:3000", "AB:CD");
            for part in [word, "<svg", "http://192.168.1.5:3000/trust", "https://192.168.1.5:3000/", "AB:CD"]
            {
                assert!(page.contains(part), "{part}");
            }
            assert_eq!(page.matches("<details").count(), 5);
            assert_eq!(page.matches("<details open").count(), 1);
            assert!(!page.contains("<script") && !page.contains("<?xml"));
        }
    }
}
