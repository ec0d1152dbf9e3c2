using Wasilo.Load.Peers;
using Wasilo.Reporting;

namespace Wasilo.Load.Connect;

/// <summary>The figures as rows of the table, with what we want to reach.</summary>
internal static class ConnectRows
{
    /// <summary>An agreement may take 1.15 times what libcrypto takes in the same run, and 60 us at most.</summary>
    private const double OverLibCrypto = 1.15;

    private const double AgreementLimit = 60;

    public static IReadOnlyList<BenchResult> Of(IReadOnlyDictionary<string, double> ours, IReadOnlyDictionary<string, double> peers)
    {
        var libCrypto = ours.TryGetValue("x25519_libcrypto_us", out var figure) ? figure : (double?)null;
        var rows = new List<BenchResult>();
        Lower("x25519_us", libCrypto is { } theirs ? Math.Min(Math.Round(theirs * OverLibCrypto, 1), AgreementLimit) : AgreementLimit, "us");
        if (libCrypto is not null)
            Lower("x25519_libcrypto_us", null, "us");
        Lower("x25519_keygen_us", 25, "us");
        Lower("xeddsa_sign_us", 45, "us");
        Lower("xeddsa_verify_us", 120, "us");
        Lower("node_decode_us", 1.5, "us");
        Lower("node_encode_us", 1, "us");
        Lower("node_decode_alloc_bytes", ours["node_decode_kept_bytes"], "bytes"); // only what it returns
        Lower("login_cpu_ms", 0.9, "ms");
        Lower("connect_to_working_p50_ms", 5, "ms");
        Lower("start_to_qr_p50_ms", 8, "ms");
        Lower("start_to_qr_50_at_once_p50_ms", null, "ms");
        Lower("start_to_qr_50_at_once_p99_ms", 40, "ms");
        Lower("idle_client_rss_kib", 30, "KiB");
        Lower("idle_5000_cpu_percent", 1.5, "% of a core");
        Higher("working_per_s", 500, "clients/s");
        Lower(Contest.Tls + "login_cpu_ms", 2.7, "ms");
        Lower(Contest.Tls + "connect_to_working_p50_ms", null, "ms");
        Lower(Contest.Tls + "idle_client_rss_kib", 85, "KiB");
        Lower(Contest.Tls + "idle_5000_cpu_percent", null, "% of a core");
        Higher(Contest.Tls + "working_per_s", null, "clients/s");
        return rows;

        void Lower(string id, double? aim, string unit) => rows.Add(BenchResult.Lower(id, ours[id], aim, unit).WithPeer(Peer(id)));

        void Higher(string id, double? aim, string unit) => rows.Add(BenchResult.Higher(id, ours[id], aim, unit).WithPeer(Peer(id)));

        double? Peer(string id) => peers.TryGetValue(id, out var found) ? found : null;
    }
}
