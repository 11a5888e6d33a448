//! The figures by their names, as OpenMetrics text.

use std::{collections::HashMap, fmt};

use prometheus_client::{
    collector::Collector,
    encoding::{
        DescriptorEncoder, EncodeCounterValue, EncodeGaugeValue, EncodeLabelSet, MetricEncoder, NoLabelSet,
        text,
    },
    metrics::{MetricType, exemplar::Exemplar},
    registry::Registry,
};
use zvonilka_http::REQUEST_SECONDS;
use zvonilka_media::{MediaFigures, RoomFigures, Totals, Transport};
use zvonilka_service::CallFigures;

use super::{Moment, ServerMoment, own::Own};

/// Writes them all down.
pub(super) fn write(moment: Moment) -> Result<String, fmt::Error> {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(moment));
    let mut text = String::new();
    text::encode(&mut text, &registry)?;
    Ok(text)
}

impl Collector for Moment {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let mut page = Page(encoder);
        page.gauge(
            "zvonilka_version",
            "The version that runs; always 1.",
            [([("version", env!("CARGO_PKG_VERSION"))], 1_u64)],
        )?;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit into a float for long")]
        let began = self.began.millis() as f64 / 1_000.0;
        page.gauge(
            "process_start_time_seconds",
            "When the program began, in seconds since 1970.",
            one(began),
        )?;
        if let Some(own) = &self.own {
            page.own(own)?;
        }
        if let Some(server) = &self.server {
            page.server(server)?;
        }
        if let Some(MediaFigures { rooms, turn, connections }) = &self.media {
            if let Some(rooms) = rooms {
                page.rooms(rooms)?;
            }
            page.turn(turn, *connections)?;
        }
        Ok(())
    }
}

/// Where names, helps and values go.
struct Page<'a>(DescriptorEncoder<'a>);

/// A figure without labels.
fn one<V>(value: V) -> [([(&'static str, &'static str); 0], V); 1] {
    [([], value)]
}

/// A figure of both ways.
fn ways<V>(received: V, sent: V) -> [([(&'static str, &'static str); 1], V); 2] {
    [([("direction", "in")], received), ([("direction", "out")], sent)]
}

impl Page<'_> {
    fn own(&mut self, own: &Own) -> fmt::Result {
        let Own { resident_bytes, cpu_seconds, files, threads } = *own;
        self.gauge("process_resident_memory_bytes", "Memory that the program holds.", one(resident_bytes))?;
        self.counter("process_cpu_seconds", "Processor time that the program used.", one(cpu_seconds))?;
        self.gauge("process_open_fds", "Files and sockets that are open.", one(files))?;
        self.gauge("process_threads", "Threads of the program.", one(threads))
    }

    fn server(&mut self, server: &ServerMoment) -> fmt::Result {
        let ServerMoment { requests, sockets, people, figures, queues } = server;
        self.gauge("zvonilka_sockets", "Open sockets of pages.", one(*sockets))?;
        self.gauge("zvonilka_people_online", "People with an open socket.", one(*people))?;
        self.counter("zvonilka_messages", "Messages that were stored.", one(figures.messages))?;
        let rows = requests.answers.iter().flat_map(|(route, answers)| {
            answers.iter().map(move |((method, status), count)| {
                ([("method", *method), ("route", route.as_str()), ("status", *status)], *count)
            })
        });
        self.counter("zvonilka_http_requests", "Requests that were answered.", rows)?;
        let help = "How long requests took until the answer began.";
        self.0
            .encode_descriptor("zvonilka_http_request_seconds", help, None, MetricType::Histogram)?
            .encode_histogram(
                requests.seconds,
                requests.took.iter().sum(),
                &REQUEST_SECONDS.into_iter().chain([f64::INFINITY]).zip(requests.took).collect::<Vec<_>>(),
                None::<&HashMap<usize, Exemplar<NoLabelSet, f64>>>,
            )?;
        if let Some(queues) = queues {
            let rows = [("push", queues.pushes), ("mail", queues.letters), ("links", queues.links)];
            let rows = rows.map(|(name, count)| ([("queue", name)], count));
            self.gauge("zvonilka_queue_length", "What waits in the queues of the database.", rows)?;
        }
        self.calls(&figures.calls)
    }

    fn calls(&mut self, calls: &CallFigures) -> fmt::Result {
        let CallFigures { ringing, between_two, of_groups, members, guests, waiting } = *calls;
        let rows = [("ringing", ringing), ("between_two", between_two), ("group", of_groups)];
        let rows = rows.map(|(name, count)| ([("kind", name)], count));
        self.gauge("zvonilka_calls", "Calls that go on.", rows)?;
        let rows = [("member", members), ("guest", guests), ("waiting_guest", waiting)];
        let rows = rows.map(|(name, count)| ([("kind", name)], count));
        self.gauge(
            "zvonilka_group_call_people",
            "People in calls of groups, and guests at their doors.",
            rows,
        )
    }

    fn rooms(&mut self, figures: &RoomFigures) -> fmt::Result {
        let RoomFigures { rooms, now, counts, overrun, broken } = figures;
        self.gauge("zvonilka_rooms", "Rooms of group calls with somebody in them.", one(*rooms))?;
        self.gauge("zvonilka_room_lines", "Lines of people into rooms.", one(now.people))?;
        let rows = [("microphone", now.microphones), ("camera", now.cameras), ("screen", now.screens)];
        let rows = rows.map(|(name, count)| ([("kind", name)], count));
        self.gauge("zvonilka_room_tracks", "Sounds and pictures that people send into rooms.", rows)?;
        self.counter("zvonilka_room_lines_opened", "Lines that were made.", one(counts.lines))?;
        let (received, sent) = (counts.received, counts.sent);
        let help = "Datagrams from and to people in rooms.";
        self.counter("zvonilka_room_packets", help, ways(received.packets, sent.packets))?;
        self.counter("zvonilka_room_bytes", "Bytes in these.", ways(received.bytes, sent.bytes))?;
        let help = "Packets of sound and picture that went on, once for each who got them.";
        self.counter("zvonilka_room_forwarded_packets", help, one(counts.forwarded))?;
        let help = "Datagrams that were thrown away: unreadable or more than one may send, or more than the program can do.";
        let rows = [("refused", counts.dropped), ("overrun", *overrun)];
        let rows = rows.map(|(name, count)| ([("reason", name)], count));
        self.counter("zvonilka_room_dropped_packets", help, rows)?;
        let help = "Packets that were lost on the way to the server (before they came late or again), or to people, as they say.";
        self.counter("zvonilka_room_lost_packets", help, ways(counts.missing, counts.lost))?;
        let help = "Packets to the server that had been lost and came after all.";
        self.counter("zvonilka_room_late_packets", help, one(counts.late))?;
        let help = "Times that people were asked for packets again (in), or asked (out).";
        self.counter("zvonilka_room_nacks", help, ways(counts.nacks_said, counts.nacks_heard))?;
        let help = "Packets that were sent again, those included that only try what the network carries.";
        self.counter("zvonilka_room_resent_packets", help, one(counts.resent))?;
        let help = "Times that somebody was asked for a key frame.";
        self.counter("zvonilka_room_keyframe_requests", help, one(counts.keyframes_asked))?;
        self.counter("zvonilka_room_failures", "Rooms that broke by a mistake of the program.", one(*broken))
    }

    fn turn(&mut self, turn: &Totals, connections: u64) -> fmt::Result {
        let Totals { open, allocated, refused, from_clients, to_clients, over_rate } = turn;
        let rows = Transport::ALL.iter().zip(open);
        let rows = rows.map(|(transport, count)| ([("transport", transport.name())], *count));
        self.gauge(
            "zvonilka_turn_allocations",
            "Relayed addresses in use, by how their clients come.",
            rows,
        )?;
        let rows =
            [("made", *allocated), ("refused", *refused)].map(|(name, count)| ([("result", name)], count));
        self.counter("zvonilka_turn_allocation_requests", "Relayed addresses that were asked for.", rows)?;
        self.gauge(
            "zvonilka_turn_connections",
            "Connections by TCP and TLS to the relay.",
            one(connections),
        )?;
        let help = "Packets that were relayed from clients (in) and to them (out).";
        self.counter("zvonilka_turn_packets", help, ways(from_clients.packets, to_clients.packets))?;
        self.counter("zvonilka_turn_bytes", "Bytes in these.", ways(from_clients.bytes, to_clients.bytes))?;
        let help = "Packets thrown away because somebody sent more than they may.";
        self.counter("zvonilka_turn_over_rate_packets", help, one(*over_rate))
    }

    /// What only grows; the name gets `_total` at its end.
    fn counter<'l, const N: usize, V: EncodeCounterValue>(
        &mut self,
        name: &str,
        help: &str,
        rows: impl IntoIterator<Item = ([(&'l str, &'l str); N], V)>,
    ) -> fmt::Result {
        let write = |mut encoder: MetricEncoder<'_>, value: V| {
            encoder.encode_counter::<NoLabelSet, _, u64>(&value, None)
        };
        self.rows(name, help, MetricType::Counter, rows, write)
    }

    /// What is so now.
    fn gauge<'l, const N: usize, V: EncodeGaugeValue>(
        &mut self,
        name: &str,
        help: &str,
        rows: impl IntoIterator<Item = ([(&'l str, &'l str); N], V)>,
    ) -> fmt::Result {
        let write = |mut encoder: MetricEncoder<'_>, value: V| encoder.encode_gauge(&value);
        self.rows(name, help, MetricType::Gauge, rows, write)
    }

    fn rows<'l, const N: usize, V>(
        &mut self,
        name: &str,
        help: &str,
        kind: MetricType,
        rows: impl IntoIterator<Item = ([(&'l str, &'l str); N], V)>,
        write: impl Fn(MetricEncoder<'_>, V) -> fmt::Result,
    ) -> fmt::Result
    where
        [(&'l str, &'l str); N]: EncodeLabelSet,
    {
        let mut metric = self.0.encode_descriptor(name, help, None, kind)?;
        for (labels, value) in rows {
            // Not within the loop's own call: a figure without labels has no braces.
            if N == 0 {
                return write(metric, value);
            }
            write(metric.encode_family(&labels)?, value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::Path,
    };

    use zvonilka_http::Counted;
    use zvonilka_media::{RoomCounts, RoomNow};
    use zvonilka_model::Timestamp;
    use zvonilka_service::{Figures, Queues};

    use super::*;

    fn page() -> String {
        let answers = BTreeMap::from([(("GET", "2xx"), 3), (("POST", "4xx"), 1)]);
        let mut requests = Counted {
            answers: BTreeMap::from([("/api/chats/{id}".to_owned(), answers)]),
            ..Counted::default()
        };
        requests.took[0] = 3;
        requests.took[REQUEST_SECONDS.len()] = 1;
        requests.seconds = 9.5;
        let counts = RoomCounts { forwarded: 7, missing: 2, lost: 1, ..RoomCounts::default() };
        let now = RoomNow { people: 2, microphones: 1, ..RoomNow::default() };
        let rooms = RoomFigures { rooms: 1, now, counts, overrun: 4, broken: 0 };
        let turn = Totals { open: [2, 0, 1, 0], ..Totals::default() };
        let moment = Moment {
            began: Timestamp::from_millis(1_500),
            own: Some(Own { resident_bytes: 1, cpu_seconds: 0.5, files: 3, threads: 4 }),
            server: Some(ServerMoment {
                requests,
                sockets: 2,
                people: 1,
                figures: Figures { messages: 5, ..Figures::default() },
                queues: Some(Queues { pushes: 6, ..Queues::default() }),
            }),
            media: Some(MediaFigures { rooms: Some(rooms), turn, connections: 3 }),
        };
        write(moment).unwrap()
    }

    /// With the end that counters have where they are asked for.
    fn names() -> BTreeSet<String> {
        let page = page();
        let types = page.lines().filter_map(|line| line.strip_prefix("# TYPE "));
        let name = |line: &str| match line.split_once(' ').unwrap() {
            (name, "counter") => format!("{name}_total"),
            (name, _) => name.to_owned(),
        };
        types.map(name).collect()
    }

    fn documentation(name: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
    }

    #[test]
    fn figures_stand_in_rows_that_prometheus_reads() {
        let page = page();
        for row in [
            "# HELP zvonilka_messages Messages that were stored.",
            "zvonilka_messages_total 5",
            "process_start_time_seconds 1.5",
            "zvonilka_http_requests_total{method=\"POST\",route=\"/api/chats/{id}\",status=\"4xx\"} 1",
            "zvonilka_http_request_seconds_bucket{le=\"0.005\"} 3",
            "zvonilka_http_request_seconds_bucket{le=\"+Inf\"} 4",
            "zvonilka_http_request_seconds_sum 9.5",
            "zvonilka_queue_length{queue=\"push\"} 6",
            "zvonilka_room_lost_packets_total{direction=\"in\"} 2",
            "zvonilka_room_dropped_packets_total{reason=\"overrun\"} 4",
            "zvonilka_turn_allocations{transport=\"tls\"} 1",
            "# EOF",
        ] {
            assert!(page.lines().any(|line| line == row), "{row} is not in:\n{page}");
        }
    }

    #[test]
    fn a_relay_alone_tells_of_itself_and_of_nothing_else() {
        let media = MediaFigures { rooms: None, turn: Totals::default(), connections: 0 };
        let began = Timestamp::from_millis(0);
        let page = write(Moment { began, own: None, server: None, media: Some(media) }).unwrap();
        assert!(page.contains("zvonilka_turn_bytes_total") && !page.contains("zvonilka_room"), "{page}");
        assert!(!page.contains("zvonilka_http"), "{page}");
    }

    #[test]
    fn the_documentation_lists_every_figure_and_nothing_else() {
        for name in ["metrics.md", "metrics.ru.md"] {
            let page = documentation(name);
            let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
            assert_eq!(rows.map(str::to_owned).collect::<BTreeSet<_>>(), names(), "{name}");
        }
    }

    #[test]
    fn the_dashboard_and_the_warnings_ask_for_figures_that_there_are() {
        let mut names = names();
        names.extend(["bucket", "sum", "count"].map(|end| format!("zvonilka_http_request_seconds_{end}")));
        for name in ["grafana-dashboard.json", "metrics.md", "metrics.ru.md"] {
            let text = documentation(name);
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let asked: BTreeSet<&str> = words.filter(|word| word.starts_with("zvonilka_")).collect();
            assert!(asked.len() > 15, "{name}: {asked:?}");
            for figure in asked {
                assert!(names.contains(figure), "{name} asks for {figure}");
            }
        }
    }
}
