using Wasilo.Reporting;

namespace Wasilo.Load.Messages;

/// <summary>The figures as rows of the table, with what we want to reach.</summary>
internal static class MessagesRows
{
    /// <summary>Idle clients beside which decryption may take no more than 1.2 times what it takes alone.</summary>
    public const int Idle = 10_000;

    private const double BesideIdle = 1.2;

    /// <summary>How many Baileys has beside it: each takes half a megabyte and slows the others down.</summary>
    public static IReadOnlyList<int> PeersIdle { get; } = [100, 500];

    public static IReadOnlyList<BenchResult> Of(IReadOnlyDictionary<string, double> ours, IReadOnlyDictionary<string, double> peers)
    {
        var rows = new List<BenchResult>();
        Lower("decrypt_us", 14, "us");
        foreach (var count in PeersIdle)
            Lower($"decrypt_beside_{count}_us", null, "us");
        Lower($"decrypt_beside_{Idle}_us", Math.Round(ours["decrypt_us"] * BesideIdle, 1), "us");
        Lower("decrypt_batched_us", null, "us");
        Lower("decrypt_alloc_bytes", null, "bytes");
        Lower("decrypt_batched_alloc_bytes", 2048, "bytes"); // of each text when many come, as they do where it matters
        Lower("ping_pong_us", 320, "us");
        Lower("new_session_us", 1200, "us");
        Lower("sender_key_encrypt_us", 60, "us");
        Lower("sender_key_decrypt_us", 140, "us");
        Higher("texts_received_per_s", 5000, "texts/s");
        Higher("texts_sent_per_s", 5000, "texts/s");
        Lower("text_received_cpu_us", null, "us");
        Lower("text_sent_cpu_us", null, "us");
        return rows;

        void Lower(string id, double? aim, string unit) => rows.Add(BenchResult.Lower(id, ours[id], aim, unit).WithPeer(Peer(id)));

        void Higher(string id, double? aim, string unit) => rows.Add(BenchResult.Higher(id, ours[id], aim, unit).WithPeer(Peer(id)));

        double? Peer(string id) => peers.TryGetValue(id, out var found) ? found : null;
    }
}
