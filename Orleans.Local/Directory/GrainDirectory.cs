using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Local.Activations;
using Orleans.Local.Membership;
using Orleans.Local.Messaging;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Directory;

/// <summary>
/// Knows where each grain's activation is, and sees to it that there is at most one.
///
/// Each grain's entry has one owner, a function of the membership view (<see cref="MembershipView.OwnerOf"/>). The owner decides: the
/// first registration stands, a later one is told of it. Entries are kept in the owner's memory and nowhere else; what makes that safe is
/// that a silo knows its own activations, so that entries can be rebuilt by asking.
///
/// When the view changes every owner starts with an empty partition that is shut. Each living silo of the new view reports to each owner
/// the activations whose entries fall to it; the partition opens when all have reported. Registrations and look-ups wait until then, which
/// takes one message each way unless a silo has died that nobody has declared dead yet: then the next view, without it, supersedes this one.
///
/// Races, and why none makes two activations of a grain that both run calls:
/// - A registers in view 1 while view 2 begins. A request carries its view, and an owner answers for its present view only, so either the
///   owner of view 1 answered before it moved on or A is told to ask again. A's silo counts an activation as registered only if it is in
///   the same view when the answer arrives as when it asked, decided under the lock under which it also collects its report. So A is in the
///   report of view 2, or it registers again in view 2; it never runs calls in between on a promise of view 1 that view 2 doesn't know.
/// - Two silos are in different views. A request with a newer view makes the owner read the table first; one with an older view is refused.
///   Reports likewise. There is one sequence of views (the table's version), so they agree on who owns what in each.
/// - A silo is declared dead but lives on. It can't: see <see cref="MembershipAgent"/>. Its activations aren't reported, so that new ones may
///   be made, and by then it runs no turns.
/// - An activation ends while the view changes. It stays in the catalog, and so in reports, until its removal was acknowledged; removals name
///   the activation, so that a late one doesn't remove a successor.
/// - Two silos report the same grain. By the above they can't; should they, the first stands, the other is ended (DuplicateActivation), and
///   both are logged.
///
/// Steady state costs: a look-up or registration is one message to the owner, none if the owner is this silo. Places found are cached; a
/// stale cache entry costs one hop, and the answer says so.
/// </summary>
internal sealed class GrainDirectory(SiloRuntime runtime, MembershipAgent membership, SiloLinks links)
{
    // The cache is a convenience: when it is full it starts anew, rather than carrying the bookkeeping of an eviction order.
    private const int MaxCachedPlaces = 200_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<GrainId, SiloAddress> _places = new();
    private readonly Lock _gate = new();
    private DirectoryPartition _partition = new(MembershipView.None);

    public int OwnedEntries => _partition.Count;

    /// <summary>The silo that holds the grain's activation, or null if none does.</summary>
    public async ValueTask<SiloAddress?> LookupAsync(GrainId grain)
    {
        if (_places.TryGetValue(grain, out var place) && membership.View.IsAlive(place))
            return place;
        var (entry, _) = await AskOwnerAsync(DirectoryRequest.Operation.Lookup, grain, null);
        if (entry is not null)
            Remember(grain, entry.Silo);
        return entry?.Silo;
    }

    /// <summary>Registers an activation, or tells who was first. The activation counts as registered when this silo's address comes back.</summary>
    public async Task<SiloAddress> RegisterAsync(Activation activation)
    {
        var own = new DirectoryEntry(runtime.Silo, activation.Id);
        while (true)
        {
            var (entry, view) = await AskOwnerAsync(DirectoryRequest.Operation.Register, activation.GrainId, own);
            if (entry != own)
                return entry!.Silo;
            lock (_gate)
            {
                if (_partition.View.Version != view)
                    continue;
                activation.Registered = true;
                return runtime.Silo;
            }
        }
    }

    public async Task UnregisterAsync(Activation activation)
    {
        await AskOwnerAsync(DirectoryRequest.Operation.Unregister, activation.GrainId, new(runtime.Silo, activation.Id));
        lock (_gate)
            activation.Registered = false;
    }

    public void Remember(GrainId grain, SiloAddress place)
    {
        if (_places.Count >= MaxCachedPlaces)
            _places.Clear();
        _places[grain] = place;
    }

    public void Forget(GrainId grain) => _places.TryRemove(grain, out _);

    /// <summary>Answers another silo. Waits for the partition to open; the caller gives up by itself.</summary>
    public async Task<DirectoryReply> AnswerAsync(DirectoryRequest request, CancellationToken cancellation)
    {
        if (membership.View.Version < request.View)
            await membership.AtLeastAsync(request.View, cancellation);
        DirectoryPartition partition;
        lock (_gate)
            partition = _partition;
        if (partition.View.Version != request.View || !await partition.Open.WaitAsync(cancellation))
            return new(true, membership.View.Version, null);
        var entry = partition.Apply(request);

        // A view that began meanwhile has had its reports collected without what was just written: the caller must ask again.
        lock (_gate)
            return new(!ReferenceEquals(_partition, partition), partition.View.Version, entry);
    }

    /// <summary>Takes another silo's report for a view that this silo may not have seen yet.</summary>
    public async Task TakeReportAsync(DirectoryReport report, CancellationToken cancellation)
    {
        if (membership.View.Version < report.View)
            await membership.AtLeastAsync(report.View, cancellation);
        DirectoryPartition partition;
        lock (_gate)
            partition = _partition;
        if (partition.View.Version > report.View)
            return;
        if (partition.View.Version < report.View)
            throw new SiloUnavailableException($"{runtime.Silo} has not begun view {report.View} yet.");
        foreach (var (grain, id) in partition.Report(report.From, report.Activations))
        {
            runtime.Logger.LogError("{Grain} is active twice: {Silo} reports it and another silo did before. The later one is ended.", grain, report.From);
            await links.EndDuplicateAsync(report.From, grain, id, cancellation);
        }
    }

    public void EndDuplicate(GrainId grain, long activationId)
    {
        if (runtime.Catalog.TryGet(grain, out var activation) && activation.Id == activationId)
            activation.Deactivate(new(DeactivationReasonCode.DuplicateActivation, "Another activation of the grain is the registered one."));
    }

    /// <summary>Begins a view: a new, shut partition, and reports to all owners.</summary>
    public void OnViewChanged(MembershipView view)
    {
        ILookup<SiloAddress?, (GrainId, long)> reports;
        lock (_gate)
        {
            if (view.Version <= _partition.View.Version)
                return;
            _partition.Supersede();
            _partition = new DirectoryPartition(view);
            reports = runtime.Catalog.All.Where(a => a.Registered).ToLookup(a => view.OwnerOf(a.GrainId), a => (a.GrainId, a.Id));
        }

        foreach (var (grain, place) in _places)
        {
            if (!view.IsAlive(place))
                Forget(grain);
        }

        if (!view.IsAlive(runtime.Silo))
            return;
        foreach (var owner in view.Active)
            _ = SendReportAsync(owner, new(runtime.Silo, view.Version, [.. reports[owner]]));
    }

    private async Task SendReportAsync(SiloAddress owner, DirectoryReport report)
    {
        while (membership.View.Version == report.View && !runtime.Stopped.IsCancellationRequested)
        {
            try
            {
                if (owner.Equals(runtime.Silo))
                    await TakeReportAsync(report, runtime.Stopped);
                else
                    await links.ReportAsync(owner, report, runtime.Stopped);
                return;
            }
            catch (Exception exception)
            {
                // The owner is not there yet, or not any more: the next try or the next view.
                runtime.Logger.LogDebug(exception, "The report for view {View} did not reach {Owner}.", report.View, owner);
                await Task.Delay(RetryDelay, runtime.Time, runtime.Stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Asks the owner of a grain's entry until one answers for the view it was asked in.</summary>
    /// <exception cref="SiloUnavailableException">None did within the response timeout.</exception>
    private async ValueTask<(DirectoryEntry? Entry, long View)> AskOwnerAsync(DirectoryRequest.Operation what, GrainId grain, DirectoryEntry? entry)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(runtime.Stopped);
        timeout.CancelAfter(runtime.ResponseTimeout);
        Exception? last = null;
        while (!timeout.IsCancellationRequested)
        {
            var view = membership.View;
            try
            {
                // The last silo of a cluster leaves: there is no entry any more to remove.
                if (view.Active.Count == 0 && what == DirectoryRequest.Operation.Unregister)
                    return (null, view.Version);
                if (view.OwnerOf(grain) is { } owner)
                {
                    var request = new DirectoryRequest(what, view.Version, grain, entry);
                    var reply = owner.Equals(runtime.Silo) ? await AnswerAsync(request, timeout.Token) : await links.AskAsync(owner, request, timeout.Token);
                    if (!reply.Stale)
                        return (reply.Entry, view.Version);
                    if (reply.View > view.Version)
                        await membership.AtLeastAsync(reply.View, timeout.Token);
                    else if (membership.View.Version == view.Version)
                        await Task.Delay(RetryDelay / 10, runtime.Time, timeout.Token);
                    continue;
                }
            }
            catch (Exception exception) when (exception is SiloUnavailableException or OperationCanceledException)
            {
                last = exception;
            }

            // The owner can't be reached, or there is none: wait for a view that has another one.
            await Task.WhenAny(membership.NextAsync(view, timeout.Token), Task.Delay(RetryDelay, runtime.Time, timeout.Token));
        }

        throw new SiloUnavailableException($"The directory entry of {grain} can't be reached: its owner has not answered within {runtime.ResponseTimeout}.", last ?? new TimeoutException());
    }
}
