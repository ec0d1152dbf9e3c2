using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class MessageIdsTests
{
    private static readonly Jid Own = Jid.Parse("15550000001:3@s.whatsapp.net");

    [Fact]
    public void An_id_is_3EB0_and_18_upper_case_digits_of_the_hash_of_time_account_and_chance()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

        // sha256(00000000 6553f100 || "15550000001@c.us" || 16 bytes of 07)
        MessageIds.Next(Own, time, new FixedRandomSource(Enumerable.Repeat((byte)7, 16).ToArray())).ShouldBe("3EB01DA132F6B6E8FF544C");
    }

    [Fact]
    public void Ids_differ()
    {
        var random = new SeededRandomSource(1);
        var ids = Enumerable.Range(0, 1000).Select(_ => MessageIds.Next(Own, TimeProvider.System, random)).ToHashSet();
        ids.Count.ShouldBe(1000);
        ids.ShouldAllBe(id => id.Length == 22 && id.StartsWith("3EB0") && id.All(char.IsAsciiHexDigitUpper));
    }

    [Fact]
    public void A_key_gives_one_id_for_each_account_whatever_its_device()
    {
        string id = MessageIds.FromKey(Own, "order-4711");

        id.ShouldBe(MessageIds.FromKey(Own.WithDevice(0), "order-4711"));
        id.ShouldBe("3EB01BC5465AC2BC0A2055"); // must never change: messages that are repeated after an update would come twice
        id.ShouldNotBe(MessageIds.FromKey(Own, "order-4712"));
        id.ShouldNotBe(MessageIds.FromKey(Jid.Parse("15550000002@s.whatsapp.net"), "order-4711"));
    }

    [Fact]
    public void A_participant_hash_does_not_depend_on_order()
    {
        Jid[] devices = [Jid.Parse("15550000001:1@s.whatsapp.net"), Jid.Parse("15550000002@s.whatsapp.net")];

        ParticipantHash.Of([]).ShouldBe("2:47DEQpj8");
        ParticipantHash.Of(devices).ShouldBe("2:fx9btaS4"); // sha256("15550000001.0:1@s.whatsapp.net15550000002.0:0@s.whatsapp.net")
        ParticipantHash.Of(devices.Reverse()).ShouldBe("2:fx9btaS4");
    }
}
