//! Looks at pages behind TLS: only who can prove their name is believed.

use std::{net::IpAddr, sync::Arc};

use rcgen::generate_simple_self_signed;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};
use tokio_util::task::TaskTracker;
use url::Url;
use zvonilka_jobs::{FetchError, FetchLimits, Fetcher, Policy, Resolve, Resolved, Roots};

struct Here;

impl Resolve for Here {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolved<'a> {
        Box::pin(async { Ok(vec![IpAddr::from([127, 0, 0, 1])]) })
    }
}

#[tokio::test]
async fn only_who_can_prove_their_name_is_believed() {
    let made = generate_simple_self_signed(vec!["borsch.example".to_owned()]).expect("a certificate");
    let certificate = made.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.clone())], key)
        .expect("they fit");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    TaskTracker::new().spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Safe</title>")
                .await;
            let _ = stream.shutdown().await;
        }
    });

    let look = async |roots: Roots, host: &str| {
        let fetcher = Fetcher::new(Policy::private_too(), FetchLimits::default(), Here, roots);
        fetcher.look(&Url::parse(&format!("https://{host}:{port}/")).expect("an address")).await
    };
    let ours = || Roots::only([certificate.clone()]);
    let found = look(ours(), "borsch.example").await.expect("found").expect("a page");
    assert_eq!(found.page.card.title.as_deref(), Some("Safe"));
    assert_eq!(look(ours(), "other.example").await, Err(FetchError::Unreachable));
    assert_eq!(look(ours(), "127.0.0.1").await, Err(FetchError::Unreachable));
    assert_eq!(look(Roots::only([]), "borsch.example").await, Err(FetchError::Unreachable));
}
