using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Which phone number has which hidden id: what the store knows, with what was asked last at hand.</summary>
internal sealed class LidMap(CredentialKeeper keeper)
{
    /// <summary>Accounts kept at hand in each direction; an account that isn't is read from the store.</summary>
    internal const int Capacity = 4096;

    // Mappings in one commit: the list of all groups of an account may name tens of thousands.
    private const int CommitSize = 1000;

    private readonly BoundedCache<Jid, Jid?> _lids = new(Capacity);
    private readonly BoundedCache<Jid, Jid?> _phoneNumbers = new(Capacity);

    /// <summary>The hidden id of an account, whichever of its jids is given; null if it isn't known.</summary>
    internal async ValueTask<Jid?> LidOfAsync(Jid jid)
    {
        var account = AccountOf(jid);
        return account.Kind switch
        {
            JidKind.Lid => account,
            JidKind.User => _lids.TryGet(account, out var known) ? known : await LoadAsync(_lids, account, keeper.Store.LoadLidAsync),
            _ => null,
        };
    }

    /// <summary>The phone number of an account, whichever of its jids is given; null if it isn't known.</summary>
    internal async ValueTask<Jid?> PhoneNumberOfAsync(Jid jid)
    {
        var account = AccountOf(jid);
        return account.Kind switch
        {
            JidKind.User => account,
            JidKind.Lid => _phoneNumbers.TryGet(account, out var known)
                ? known
                : await LoadAsync(_phoneNumbers, account, keeper.Store.LoadPhoneNumberAsync),
            _ => null,
        };
    }

    /// <summary>The same device by hidden id, under which Signal's records are kept; as it is if the hidden id isn't known.</summary>
    internal async ValueTask<Jid> ToLidAsync(Jid device) => device.Kind switch
    {
        JidKind.User when await LidOfAsync(device) is { } lid => lid.WithDevice(device.Device),
        JidKind.Hosted when await LidOfAsync(device) is { } lid => new Jid(lid.User, JidServer.HostedLid, device.Device),
        _ => device,
    };

    /// <summary>The same device by phone number; as it is if that isn't known.</summary>
    internal async ValueTask<Jid> ToPhoneNumberAsync(Jid device) => device.Kind switch
    {
        JidKind.Lid when await PhoneNumberOfAsync(device) is { } number => number.WithDevice(device.Device),
        JidKind.HostedLid when await PhoneNumberOfAsync(device) is { } number => new Jid(number.User, JidServer.Hosted, device.Device),
        _ => device,
    };

    /// <summary>Devices, and the same in the other space as far as that is known.</summary>
    internal async ValueTask<IReadOnlyList<Jid>> InBothSpacesAsync(IReadOnlyCollection<Jid> devices)
    {
        var all = new List<Jid>(devices);
        foreach (var device in devices)
        {
            var other = device.Kind is JidKind.Lid or JidKind.HostedLid ? await ToPhoneNumberAsync(device) : await ToLidAsync(device);
            if (other != device)
                all.Add(other);
        }

        return all;
    }

    /// <summary>The account of a device, hosted ones included.</summary>
    internal static Jid AccountOf(Jid jid) => jid.Kind switch
    {
        JidKind.Hosted => new Jid(jid.User, JidServer.User),
        JidKind.HostedLid => new Jid(jid.User, JidServer.Lid),
        _ => jid.ToAccount(),
    };

    /// <summary>The mapping that two jids of one account are, in whichever order; null if they are none.</summary>
    internal static (Jid PhoneNumber, Jid Lid)? Pair(Jid? one, Jid? other)
    {
        if (one is null || other is null)
            return null;
        var (first, second) = (AccountOf(one), AccountOf(other));
        return (first.Kind, second.Kind) switch
        {
            (JidKind.User, JidKind.Lid) => (first, second),
            (JidKind.Lid, JidKind.User) => (second, first),
            _ => null,
        };
    }

    /// <summary>Those that may be new, for a commit that the caller makes; <see cref="Note"/> afterwards.</summary>
    /// <remarks>Not looked up in the store: that would cost more than to write what is there already.</remarks>
    internal IReadOnlyList<(Jid PhoneNumber, Jid Lid)> NewAmong(IEnumerable<(Jid PhoneNumber, Jid Lid)?> pairs) =>
        [.. pairs.OfType<(Jid PhoneNumber, Jid Lid)>().Distinct().Where(pair => !IsKnown(pair))];

    /// <summary>Whether a mapping is one of those at hand.</summary>
    internal bool IsKnown((Jid PhoneNumber, Jid Lid) pair) => _lids.TryGet(pair.PhoneNumber, out var lid) && lid == pair.Lid;

    /// <summary>These are in the store now.</summary>
    internal void Note(IEnumerable<(Jid PhoneNumber, Jid Lid)> committed)
    {
        foreach (var (phoneNumber, lid) in committed)
        {
            // What either had before is no longer true; the store does the same.
            if (_lids.TryGet(phoneNumber, out var formerLid) && formerLid is not null)
                _phoneNumbers.Remove(formerLid);
            if (_phoneNumbers.TryGet(lid, out var formerNumber) && formerNumber is not null)
                _lids.Remove(formerNumber);
            _lids.Put(phoneNumber, lid);
            _phoneNumbers.Put(lid, phoneNumber);
        }
    }

    /// <summary>Commits those that may be new.</summary>
    internal async Task LearnAsync(params IEnumerable<(Jid PhoneNumber, Jid Lid)?> pairs)
    {
        foreach (var chunk in NewAmong(pairs).Chunk(CommitSize))
        {
            try
            {
                await keeper.CommitAsync(_ => new StoreDelta { LidMappings = chunk });
            }
            catch
            {
                Forget(chunk); // nobody knows whether they were written
                throw;
            }

            Note(chunk);
        }
    }

    /// <summary>Forgets what is at hand; the store keeps what it has.</summary>
    internal void Clear()
    {
        _lids.Clear();
        _phoneNumbers.Clear();
    }

    private static async ValueTask<Jid?> LoadAsync(
        BoundedCache<Jid, Jid?> cache, Jid account, Func<Jid, CancellationToken, ValueTask<Jid?>> load)
    {
        var loaded = await load(account, CancellationToken.None);
        cache.PutIfAbsent(account, loaded);
        return loaded;
    }

    private void Forget(IEnumerable<(Jid PhoneNumber, Jid Lid)> pairs)
    {
        foreach (var (phoneNumber, lid) in pairs)
        {
            _lids.Remove(phoneNumber);
            _phoneNumbers.Remove(lid);
        }
    }
}
