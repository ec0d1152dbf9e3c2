using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>Trees of words that the protocol has, put together in ways in which it doesn't; the same ones for the same seed.</summary>
internal sealed class HostileNodes(int seed)
{
    private static readonly string[] Tags =
    [
        "group", "participant", "description", "body", "create", "add", "remove", "leave", "promote", "demote", "modify", "subject",
        "ephemeral", "member_add_mode", "membership_approval_mode", "group_join", "invite", "link", "unlink", "delete", "suspended",
        "created_membership_requests", "requested_user", "linked_parent", "announcement", "not_ephemeral",
        "devices", "device-list", "device", "key-index-list", "update", "identity",
        "count", "lid", "list", "user", "usync", "result", "error",
        "key", "keys", "skey", "id", "value", "signature", "registration", "device-identity", "tokens", "token", "set", "picture", "status",
        "disappearing_mode", "blocklist", "item", "privacy", "category", "offer", "terminate", "accept", "reject", "video", "composing",
        "paused", "collection", "unheard-of",
    ];

    private static readonly string[] Keys =
    [
        "jid", "id", "lid", "type", "t", "code", "expiration",
        "error", "subject", "s_t", "creation", "creator", "participant", "participant_pn",
        "phone_number", "addressing_mode", "size", "key-index", "is_hosted", "val", "old", "new", "old_lid", "new_lid", "author", "action",
        "call-id", "call-creator", "reason", "media", "last", "duration", "name", "value", "link_type", "state", "sender_lid", "hash",
    ];

    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "4294967296", "99999999999999999999", "253402300800", "1700000000", "true", "lid", "pn", "admin", "superadmin",
        "trusted_contact", "block", "modify", "deny", "none", "audio", "on", "15550000002@s.whatsapp.net", "15550000002:5@s.whatsapp.net",
        "200000000000002@lid", "200000000000002:9@lid", "15550000002:99@hosted", "120363000000000001@g.us", "@g.us", "s.whatsapp.net",
        "status@broadcast", "x:y@lid", "a@b@c", "é語",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A tree of a few nodes.</summary>
    internal Node Next(int depth = 4) => new(Pick(Tags), Attributes(), Content(depth));

    /// <summary>A stanza with this tag and these attributes, which win over others, and trees in it.</summary>
    internal Node Stanza(string tag, params NodeAttribute[] attributes) =>
        new(tag, [.. Attributes(), .. attributes], NodeContent.Of([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Next())]));

    internal string Pick(params string[] from) => from[_random.Next(from.Length)];

    private NodeAttributes Attributes() =>
        [.. Enumerable.Range(0, _random.Next(6)).Select(_ => (NodeAttribute)(Pick(Keys), Pick(Values)))];

    private NodeContent Content(int depth) => _random.Next(6) switch
    {
        0 => default,
        1 => Pick(Values),
        2 => Bytes(),
        _ when depth == 0 => default,
        _ => NodeContent.Of([.. Enumerable.Range(0, _random.Next(5)).Select(_ => Next(depth - 1))]),
    };

    private byte[] Bytes()
    {
        byte[] bytes = new byte[_random.Next(3) switch { 0 => 3, 1 => 32, _ => _random.Next(80) }];
        _random.NextBytes(bytes);
        return bytes;
    }
}
