using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Sessions for the devices of one message: which are lacking, and the keys fetched for those.</summary>
internal sealed class KeySupply(MessagePipeline pipeline)
{
    private IReadOnlyDictionary<Jid, FetchedBundle>? _fetched;
    private HashSet<Jid>? _unreachable;

    /// <summary>Whether a device can't be written to, because the server has no keys of it.</summary>
    internal bool IsUnreachable(Jid device) => _unreachable?.Contains(device) == true;

    /// <summary>Starts sessions for which the keys were fetched; returns the devices that still lack one.</summary>
    internal async Task<List<Jid>?> FindMissingAsync(SignalTransaction transaction, IReadOnlyList<Jid> devices)
    {
        List<Jid>? missing = null;
        foreach (var device in devices)
        {
            if (IsUnreachable(device) || IsHopeless(device))
                continue;
            if (await transaction.HasSessionAsync(await pipeline.Addresses.OfAsync(transaction, device)))
                continue;
            if (_fetched?.GetValueOrDefault(device) is not { } fetched)
                (missing ??= []).Add(device);
            else if (!await TryStartAsync(transaction, device, fetched))
                GiveUp(device);
        }

        return missing;
    }

    /// <summary>Asks the server for the keys of devices. Those that it has none of are left out from now on.</summary>
    internal async Task FetchAsync(IReadOnlyList<Jid> missing)
    {
        var asked = new Dictionary<Jid, Jid>(missing.Count);
        foreach (var device in missing)
            asked.TryAdd(await pipeline.Parts.Directory.Lids.ToLidAsync(device), device);
        var answer = await pipeline.Parts.Directory.Bundles.FetchAsync(asked.Keys);
        var fetched = _fetched is null ? [] : new Dictionary<Jid, FetchedBundle>(_fetched);
        foreach (var (jid, device) in asked)
        {
            if (answer.TryGetValue(jid, out var bundle))
                fetched[device] = bundle;
            else
                GiveUp(device);
        }

        _fetched = fetched;
    }

    // A device without keys isn't asked about again with every message to its group.
    private bool IsHopeless(Jid device)
    {
        if (!pipeline.IsWithoutKeys(device))
            return false;
        (_unreachable ??= []).Add(device);
        return true;
    }

    private void GiveUp(Jid device)
    {
        (_unreachable ??= []).Add(device);
        pipeline.NoteWithoutKeys(device);
    }

    private async Task<bool> TryStartAsync(SignalTransaction transaction, Jid device, FetchedBundle fetched)
    {
        try
        {
            await transaction.StartSessionAsync(await pipeline.Addresses.OfAsync(transaction, device), fetched.Bundle);
            return true;
        }
        catch (SignalException)
        {
            return false; // keys that are no keys: the message goes to the other devices
        }
    }
}
