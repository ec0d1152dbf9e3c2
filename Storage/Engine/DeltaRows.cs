using System.Globalization;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Engine;

/// <summary>What a delta of the engine changes, as rows: what is secret in them is sealed here.</summary>
internal sealed class DeltaRows(SessionCipher cipher)
{
    private readonly List<RowChange> _rows = [];

    public static IReadOnlyList<RowChange> Of(StoreDelta delta, SessionCipher cipher)
    {
        var rows = new DeltaRows(cipher);
        rows.Add(delta);
        return rows._rows;
    }

    /// <summary>The text of a row's key, which its secret is bound to.</summary>
    public static string PreKeyRow(uint id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of a row's key, which its secret is bound to.</summary>
    public static string SenderKeyRow(string chat, string sender) => $"{chat}\n{sender}";

    private void Add(StoreDelta delta)
    {
        if (delta.Wipe)
            _rows.AddRange(EngineTables.Wipes.Select(static wipe => new RowChange(wipe, string.Empty)));
        if (delta.Credentials is { } credentials)
            Put(EngineTables.PutCredentials, string.Empty, CredentialsCodec.Encode(credentials));
        AddPreKeys(delta);
        foreach (var (address, record) in delta.Sessions)
            PutOrDelete(EngineTables.PutSession, EngineTables.DeleteSession, address.ToString(), record);
        foreach (var (address, key) in delta.Identities)
            _rows.Add(new RowChange(EngineTables.PutIdentity, address.ToString(), address.ToString(), key.ToRaw()));
        AddSenderKeys(delta);
        foreach (var (collection, record) in delta.AppState)
            PutOrDelete(EngineTables.PutAppState, EngineTables.DeleteAppState, collection, record);
        AddLids(delta.LidMappings);
    }

    private void AddPreKeys(StoreDelta delta)
    {
        Span<byte> privateKey = stackalloc byte[KeyPair.PrivateKeyLength];
        foreach (var key in delta.AddedPreKeys)
        {
            key.Key.ExportPrivateKey(privateKey);
            Put(EngineTables.PutPreKey, PreKeyRow(key.Id), privateKey, (long)key.Id);
        }

        foreach (var id in delta.RemovedPreKeys)
            _rows.Add(new RowChange(EngineTables.DeletePreKey, PreKeyRow(id), (long)id));
    }

    private void AddSenderKeys(StoreDelta delta)
    {
        foreach (var (group, sender, record) in delta.SenderKeys)
        {
            var (chat, address) = (JidText.Write(group, JidText.Groups), sender.ToString());
            if (record is { } bytes)
                Put(EngineTables.PutSenderKey, SenderKeyRow(chat, address), bytes.Span, chat, address);
            else
                _rows.Add(new RowChange(EngineTables.DeleteSenderKey, SenderKeyRow(chat, address), chat, address));
        }
    }

    /// <summary>
    /// A number may get another id and an id another number; what either had before goes. All that goes is deleted first, and
    /// what is left of the mappings in the end is written then: few statements, however many mappings.
    /// </summary>
    private void AddLids(IReadOnlyList<(Jid PhoneNumber, Jid Lid)> mappings)
    {
        var lids = new Dictionary<string, string>();
        var phones = new Dictionary<string, string>();
        var (goingPhones, goingLids) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (phoneNumber, hiddenId) in mappings)
        {
            var (phone, lid) = (JidText.Write(phoneNumber, JidText.Phones), JidText.Write(hiddenId, JidText.Lids));
            goingPhones.Add(phone);
            goingLids.Add(lid);
            if (lids.Remove(phone, out var formerLid))
                phones.Remove(formerLid);
            if (phones.Remove(lid, out var formerPhone))
                lids.Remove(formerPhone);
            lids[phone] = lid;
            phones[lid] = phone;
        }

        _rows.AddRange(goingPhones.Select(static phone => new RowChange(EngineTables.DeletePhone, phone, phone)));
        _rows.AddRange(goingLids.Select(static lid => new RowChange(EngineTables.DeleteLid, lid, lid)));
        foreach (var (phone, lid) in lids)
            _rows.Add(new RowChange(EngineTables.PutLid, phone, phone, lid));
    }

    private void PutOrDelete(RowStatement put, RowStatement delete, string key, ReadOnlyMemory<byte>? record)
    {
        if (record is { } bytes)
            Put(put, key, bytes.Span, key);
        else
            _rows.Add(new RowChange(delete, key, key));
    }

    private void Put(RowStatement statement, string row, ReadOnlySpan<byte> secret, params ReadOnlySpan<object> key) =>
        _rows.Add(new RowChange(statement, row, [.. key, cipher.Seal(statement.Table, row, secret)]));
}
