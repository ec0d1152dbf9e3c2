using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.Load.Peers;
using Wasilo.Reporting;

namespace Wasilo.Load.Messages;

/// <summary>What messages cost: Signal alone, beside thousands of idle clients, through a client; and the same of Baileys.</summary>
internal sealed class MessagesBenchmark : IBenchmark
{
    public string Name => MessagesRoles.Name;

    public string Description => "decryption alone and beside idle clients, answers, new sessions, groups, texts/s; Baileys beside ours";

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var contest = await Contest.BeginAsync(Name, progress, cancellation);
        progress.Report($"linking {MessagesRows.Idle:N0} devices in a simulator of its own process");
        await using var server = await ServerProcess.StartAsync(MessagesRows.Idle, cancellation);
        string[] where = [server.Info.Url.ToString(), server.Info.Root, server.Devices];
        string[] few = [.. MessagesRows.PeersIdle.Select(static count => $"{count}")];

        await contest.BothAsync("answers, new sessions, sender keys", MessagesRoles.Signal);
        string[] decrypt = [MessagesRoles.Decrypt, .. where, .. few];
        await contest.OursAsync($"decryption beside up to {MessagesRows.Idle:N0} idle clients", [.. decrypt, $"{MessagesRows.Idle}"]);
        await contest.PeersAsync($"decryption beside up to {few[^1]} idle clients", decrypt);
        // A device and a phone for each: what one has, the other lacks the keys for.
        var control = server.Info.ControlUrl.ToString();
        await contest.OursAsync("texts through one client", [MessagesRoles.Texts, .. where, "0", control, "15559999990"]);
        await contest.PeersAsync("texts through one client", [MessagesRoles.Texts, .. where, "1", control, "15559999991"]);
        return MessagesRows.Of(contest.Ours, contest.Peers);
    }
}
