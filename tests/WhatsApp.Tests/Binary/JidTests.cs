using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class JidTests
{
    [Theory]
    [InlineData("15550000001@s.whatsapp.net", JidKind.User, "15550000001", 0)]
    [InlineData("15550000001:3@s.whatsapp.net", JidKind.User, "15550000001", 3)]
    [InlineData("15550000001:255@s.whatsapp.net", JidKind.User, "15550000001", 255)]
    [InlineData("100000000000001:12@lid", JidKind.Lid, "100000000000001", 12)]
    [InlineData("15550000001:99@hosted", JidKind.Hosted, "15550000001", 99)]
    [InlineData("100000000000001:99@hosted.lid", JidKind.HostedLid, "100000000000001", 99)]
    [InlineData("15550000001@c.us", JidKind.LegacyUser, "15550000001", 0)]
    [InlineData("120363012345678901@g.us", JidKind.Group, "120363012345678901", 0)]
    [InlineData("15550000001-1600000000@g.us", JidKind.Group, "15550000001-1600000000", 0)]
    [InlineData("status@broadcast", JidKind.Status, "status", 0)]
    [InlineData("1600000000@broadcast", JidKind.Broadcast, "1600000000", 0)]
    [InlineData("120363012345678901@newsletter", JidKind.Newsletter, "120363012345678901", 0)]
    [InlineData("867051314767696@bot", JidKind.Bot, "867051314767696", 0)]
    [InlineData("ABCDEF@call", JidKind.Call, "ABCDEF", 0)]
    [InlineData("150000123:700@msgr", JidKind.Messenger, "150000123", 700)]
    [InlineData("2-some-one:300@interop", JidKind.Interop, "some-one", 300)]
    [InlineData("@s.whatsapp.net", JidKind.Server, "", 0)]
    [InlineData("@g.us", JidKind.Server, "", 0)]
    [InlineData("x@elsewhere", JidKind.Other, "x", 0)]
    public void Every_kind_is_read_and_printed(string text, JidKind kind, string user, int device)
    {
        var jid = Jid.Parse(text);
        jid.Kind.ShouldBe(kind);
        jid.User.ShouldBe(user);
        jid.Device.ShouldBe(device);
        jid.Server.ShouldBe(text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]);
        jid.ToString().ShouldBe(text);
        Wire.Decode(Wire.EncodeHex(new Node("to", [("jid", jid)]))).Jid("jid").ShouldBe(jid);
    }

    [Theory]
    [InlineData("1:256@s.whatsapp.net")]
    [InlineData("1:-3@lid")]
    [InlineData("1:x@lid")]
    [InlineData("1:2:3@lid")]
    [InlineData("1_5@lid")]
    [InlineData("1_1@s.whatsapp.net")]
    [InlineData("1_128:2@s.whatsapp.net")]
    [InlineData(":3@s.whatsapp.net")]
    [InlineData("1:65536@msgr")]
    [InlineData("nobody@interop")]
    [InlineData("70000-nobody@interop")]
    [InlineData("a@b@lid")]
    public void A_user_part_not_formed_as_its_servers_are_is_kept_as_text(string text)
    {
        var jid = Jid.Parse(text);
        jid.Kind.ShouldBe(JidKind.Other);
        jid.ToString().ShouldBe(text);
        Wire.Decode(Wire.EncodeHex(new Node("to", [("jid", jid)]))).Jid("jid").ShouldBe(jid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("15550000001")]
    [InlineData("15550000001@")]
    public void Text_without_a_server_is_no_jid(string text)
    {
        Jid.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Jid.Parse(text));
    }

    [Fact]
    public void The_server_is_also_read_without_its_at_sign() => Jid.Parse("s.whatsapp.net").ShouldBe(Jid.WhatsApp);

    [Theory]
    [InlineData("1_5:2@s.whatsapp.net")]
    [InlineData("1.5:2@s.whatsapp.net")]
    public void The_old_agent_is_kept(string text)
    {
        var jid = Jid.Parse(text);
        (jid.User, jid.Agent, jid.Device).ShouldBe(("1", 5, 2));
        jid.ToString().ShouldBe("1_5:2@s.whatsapp.net");
        jid.ToDeviceString().ShouldBe("1.5:2@s.whatsapp.net");
        Wire.EncodeHex(new Node("to", [("jid", jid)])).ShouldBe("00f803110cf7050255");
        Wire.Decode("00f803110cf7050255").Jid("jid").ShouldBe(jid);
    }

    [Fact]
    public void Agent_and_device_are_always_in_the_text_of_participant_hashes() =>
        Jid.Parse("15550000001@s.whatsapp.net").ToDeviceString().ShouldBe("15550000001.0:0@s.whatsapp.net");

    [Theory]
    [InlineData("15550000001:3@s.whatsapp.net", "15550000001@s.whatsapp.net")]
    [InlineData("1_5:2@s.whatsapp.net", "1@s.whatsapp.net")]
    [InlineData("15550000001@c.us", "15550000001@s.whatsapp.net")]
    [InlineData("1:3@c.us", "1@s.whatsapp.net")]
    [InlineData("9:1@lid", "9@lid")]
    [InlineData("2-x:300@interop", "2-x@interop")]
    [InlineData("1600000000@g.us", "1600000000@g.us")]
    public void An_account_is_the_jid_without_its_device_in_todays_spelling(string text, string account) =>
        Jid.Parse(text).ToAccount().ToString().ShouldBe(account);

    [Fact]
    public void Devices_of_an_account_differ()
    {
        var phone = new Jid("15550000001", JidServer.User);
        var companion = phone.WithDevice(3);
        companion.ShouldBe(Jid.Parse("15550000001:3@s.whatsapp.net"));
        companion.ShouldNotBe(phone);
        (companion == new Jid("15550000001", JidServer.User, 3)).ShouldBeTrue();
        companion.GetHashCode().ShouldBe(new Jid("15550000001", JidServer.User, 3).GetHashCode());
        companion.WithDevice(0).ShouldBe(phone);
        Should.Throw<ArgumentOutOfRangeException>(() => phone.WithDevice(256));
        Should.Throw<ArgumentOutOfRangeException>(() => Jid.Status.WithDevice(1));
    }

    [Theory]
    [InlineData("1:2", "lid", 0)]
    [InlineData("1_2", "s.whatsapp.net", 0)]
    [InlineData("", "hosted", 1)]
    [InlineData("a@b", "g.us", 0)]
    [InlineData("1", "lid", 256)]
    [InlineData("1", "g.us", 1)]
    [InlineData("1", "interop", 0)]
    [InlineData("1", "", 0)]
    public void Parts_that_make_no_jid_are_refused(string user, string server, int device) =>
        Should.Throw<ArgumentException>(() => new Jid(user, server, device));

    [Theory]
    [InlineData("f70000fc03612e62", "a.b@s.whatsapp.net")]
    [InlineData("f70007fc03612e62", "a.b:7@s.whatsapp.net")]
    [InlineData("f70107fc03613a62", "a:b:7@lid")]
    [InlineData("f7000700", ":7@s.whatsapp.net")]
    [InlineData("fafc03614062fc03622e63", "a@b@b.c")]
    public void Odd_jids_of_the_wire_are_the_jid_of_their_text(string wire, string text)
    {
        var jid = Wire.Decode("00f803110c" + wire).Jid("jid");
        jid.ShouldBe(Jid.Parse(text));
        jid!.ToString().ShouldBe(text);
    }
}
