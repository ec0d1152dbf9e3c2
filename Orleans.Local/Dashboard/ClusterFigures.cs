using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Local.Activations;
using Orleans.Local.Hosting;
using Orleans.Local.Membership;
using Orleans.Runtime;

namespace Orleans.Local.Dashboard;

/// <summary>The figures of all silos, as a <see cref="ClusterReport"/> in JSON.</summary>
internal interface IClusterFigures
{
    /// <exception cref="SiloUnavailableException">There is nobody to ask. (Silos that don't answer are in the report.)</exception>
    Task<byte[]> ReadAsync();
}

/// <summary>Asked in a silo: it asks all others and adds up what they say.</summary>
internal sealed class ClusterFigures(
    SiloHost host, SiloFigures own, IOptions<ClusterOptions> cluster, IOptions<DashboardOptions> options, TimeProvider time)
    : IClusterFigures
{
    // Long enough for a silo that is busy, short enough for a page that refreshes every second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private SiloRuntime Runtime => host.Runtime;

    public async Task<byte[]> ReadAsync()
    {
        var members = Runtime.Membership.View.Members.Values.ToLookup(m => m.Status == SiloStatus.Dead);
        var living = members[false].OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Address);
        var answers = await Task.WhenAll(living.Select(AskAsync));
        return JsonSerializer.SerializeToUtf8Bytes(Merge(answers, members[true].Count()), ReportJson.Default.ClusterReport);
    }

    private async Task<Answer> AskAsync(Member member)
    {
        if (member.Address.Equals(Runtime.Silo))
            return new(member, own.Read(), null);
        using var timeout = new CancellationTokenSource(Patience, time);
        try
        {
            var answer = await Runtime.Links.AskFiguresAsync(member.Address, timeout.Token);
            return answer.IsEmpty
                ? new(member, null, "Has no dashboard: call AddDashboard on its silo builder.")
                : new(member, JsonSerializer.Deserialize(answer.Span, ReportJson.Default.SiloReport), null);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with that silo, the page is where one looks for what is wrong with silos.
            Runtime.Logger.LogDebug(exception, "{Silo} did not tell its figures.", member.Address);
            var problem = timeout.IsCancellationRequested ? $"No answer within {Patience.TotalSeconds:0} s." : exception.Message;
            return new(member, null, problem);
        }
    }

    private ClusterReport Merge(Answer[] answers, int dead)
    {
        var reports = answers.Where(a => a.Report is not null).Select(a => (Silo: a.Member.Name, Report: a.Report!)).ToArray();
        var grains =
            from grain in reports.SelectMany(r => r.Report.Grains, (r, grain) => (r.Silo, Counts: grain))
            group grain by (grain.Counts.Type, grain.Counts.Class) into all
            let begun = all.Sum(g => g.Counts.Begun)
            let ended = all.Sum(g => g.Counts.Ended)
            select new GrainRow(
                all.Key.Type, all.Key.Class, begun - ended, begun, ended,
                [.. all.Select(g => new SiloShare(g.Silo, g.Counts.Begun - g.Counts.Ended))]);
        var methods =
            from method in reports.SelectMany(r => r.Report.Methods)
            group method by (method.Grain, method.Method) into all
            select Merge(all.Key.Grain, all.Key.Method, [.. all]);
        return new(
            cluster.Value.ClusterId, time.GetUtcNow(), options.Value.CounterUpdateIntervalMs, dead,
            [.. answers.Select(a => a.ToRow())], [.. grains], [.. methods], MergeHistories([.. reports.Select(r => r.Report.History)]));
    }

    private static MethodRow Merge(string grain, string method, MethodCounts[] counts)
    {
        var latencies = LatencyHistogram.Sum(counts.Select(c => c.Latencies));
        var calls = latencies.Sum();
        return new(
            grain, method, calls, counts.Sum(c => c.Failures), Rates.Sum(counts.Select(c => c.Rates)),
            calls == 0 ? 0 : TimeSpan.FromTicks(counts.Sum(c => c.Ticks) / calls).TotalMilliseconds,
            LatencyHistogram.Quantile(latencies, 0.5).TotalMilliseconds, LatencyHistogram.Quantile(latencies, 0.99).TotalMilliseconds);
    }

    /// <summary>Adds histories by their ends: a silo that began later has a shorter one.</summary>
    private static Rates[] MergeHistories(Rates[][] histories)
    {
        var length = histories.Select(h => h.Length).DefaultIfEmpty().Max();
        return
        [
            .. from back in Enumerable.Range(1, length).Reverse()
               select Rates.Sum(histories.Where(h => h.Length >= back).Select(h => h[^back])),
        ];
    }

    private sealed record Answer(Member Member, SiloReport? Report, string? Problem)
    {
        public SiloRow ToRow() => new(Member.Name, Member.Address.ToParsableString(), Member.Status.ToString(), Report?.Silo, Problem);
    }
}
