using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Fetches devices' public keys, to start sessions with them. Each fetch uses up a one-time prekey of the device.</summary>
internal sealed class BundleFetch(ClientParts parts, IServer server, LidMap lids)
{
    /// <summary>Devices in one question: an answer of so many has about 60 KB.</summary>
    internal const int Chunk = 256;

    /// <summary>
    /// The keys of those of the devices for which the server has some that can be read and, where they are signed, bear the signatures.
    /// The others are left out: a message goes to the rest.
    /// </summary>
    /// <param name="devices">Which; each jid comes back as it is given here.</param>
    /// <param name="becauseOfIdentity">Whether a new identity is the reason, which the server wants to know.</param>
    /// <exception cref="RequestException">The server wasn't reached, or refused the whole question.</exception>
    internal async Task<IReadOnlyDictionary<Jid, FetchedBundle>> FetchAsync(IEnumerable<Jid> devices, bool becauseOfIdentity = false)
    {
        var read = new Dictionary<Jid, (PreKeyBundle Bundle, ReadOnlyMemory<byte> Signed)>();
        string? reason = becauseOfIdentity ? "identity" : null;
        foreach (var chunk in devices.Distinct().Chunk(Chunk))
        {
            var users = chunk.Select(device => new Node("user", [("jid", device), ("reason", reason)]));
            var answer = await server.RequestAsync("get", "encrypt", [new Node("key", content: [.. users])]);
            Read(answer, [.. chunk], read);
        }

        var fetched = new Dictionary<Jid, FetchedBundle>(read.Count);
        foreach (var (device, (bundle, signed)) in read)
        {
            if (await VerifyAsync(device, bundle, signed, read.GetValueOrDefault(device.WithDevice(0)).Bundle) is { } genuine)
                fetched.Add(device, genuine);
        }

        return fetched;
    }

    private static void Read(Node answer, HashSet<Jid> asked, Dictionary<Jid, (PreKeyBundle, ReadOnlyMemory<byte>)> read)
    {
        if (answer.Child("list") is not { } list)
            throw new UnexpectedAnswerException("The answer to a prekey query has no list of users.");
        foreach (var user in list.ChildrenTagged("user"))
        {
            if (user.Jid("jid") is { } device && asked.Contains(device) && BundleReader.Read(user.Child("keys") ?? user) is { } bundle)
                read[device] = (bundle, user.Child("device-identity")?.Bytes ?? default);
        }
    }

    private async ValueTask<FetchedBundle?> VerifyAsync(Jid device, PreKeyBundle bundle, ReadOnlyMemory<byte> signed, PreKeyBundle? phone)
    {
        if (device.Device == 0 || signed.IsEmpty)
            return new FetchedBundle(bundle, default, null, IsOtherAccount: false);
        PublicKey named;
        try
        {
            // Of the own account the key is certain, since pairing; for others it is held against what was seen last, below.
            named = DeviceIdentityCheck.Verify(signed.Span, bundle.Identity, IsOwn(device) ? OwnAccountKey() : null);
        }
        catch (DeviceIdentityException)
        {
            parts.Events.Publish(new DeviceRefused(device));
            return null;
        }

        var known = phone?.Identity ?? await LoadPhoneIdentityAsync(device);
        return new FetchedBundle(bundle, signed, named, IsOtherAccount: known is { } key && key != named);
    }

    private bool IsOwn(Jid device)
    {
        var account = LidMap.AccountOf(device);
        var credentials = parts.Keeper.Current;
        return account == credentials.Id?.ToAccount() || account == credentials.Lid?.ToAccount();
    }

    private PublicKey? OwnAccountKey()
    {
        var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(parts.Keeper.Current.Account.Span);
        return signed.AccountSignatureKey.Length == PublicKey.Length ? PublicKey.FromRaw(signed.AccountSignatureKey.Span) : null;
    }

    private async ValueTask<PublicKey?> LoadPhoneIdentityAsync(Jid device)
    {
        var phone = await lids.ToLidAsync(LidMap.AccountOf(device));
        return await parts.Keeper.Store.LoadIdentityAsync(SignalAddress.Of(phone), CancellationToken.None);
    }
}
