using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Groups;

/// <summary>A group as servers describe it.</summary>
internal static class GroupNodes
{
    internal static readonly Jid Group = Jid.Parse("120363000000000001@g.us");
    internal static readonly Jid Alice = Jid.Parse("15550000001@s.whatsapp.net");
    internal static readonly Jid AliceLid = Jid.Parse("100000000000001@lid");
    internal static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    internal static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    internal static readonly Jid Carol = Jid.Parse("15550000003@s.whatsapp.net");
    internal static readonly Jid CarolLid = Jid.Parse("300000000000003@lid");

    internal static Node Of(params Node[] children) => new(
        "group",
        [
            ("id", Group.User),
            ("subject", "Chess"),
            ("s_t", "1700000100"),
            ("s_o", BobLid),
            ("creation", "1700000000"),
            ("creator", AliceLid),
            ("creator_pn", Alice),
            ("addressing_mode", "lid"),
            ("size", "2"),
        ],
        [
            new Node("participant", [("jid", AliceLid), ("phone_number", Alice), ("type", "superadmin")]),
            new Node("participant", [("jid", BobLid), ("phone_number", Bob), ("display_name", "+1 *** 02")]),
            .. children,
        ]);

    internal static Node Participant(Jid jid, Jid? phoneNumber = null) => new("participant", [("jid", jid), ("phone_number", phoneNumber)]);
}
