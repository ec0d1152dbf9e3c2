using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class VCardTests
{
    [Fact]
    public void A_card_names_the_account_of_its_number() => VCard.Write("Ana Müller", "+1 (555) 000-0001", "Acme").ShouldBe(new(
        "Ana Müller",
        "BEGIN:VCARD\nVERSION:3.0\nN:;Ana Müller;;;\nFN:Ana Müller\nORG:Acme;\n"
        + "TEL;type=CELL;type=VOICE;waid=15550000001:+1 (555) 000-0001\nEND:VCARD"));

    [Fact]
    public void A_name_cannot_add_lines_or_parts()
    {
        string card = VCard.Write("a;b,c\\d\r\nTEL:+1\u2028", "1\n2", null).Text;
        card.Split('\n').Length.ShouldBe(6);
        card.ShouldContain("FN:a\\;b\\,c\\\\d\\nTEL:+1");
        card.ShouldContain("waid=12:1\\n2");
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData(" ", "1")]
    [InlineData("a", "none")]
    public void A_card_needs_a_name_and_a_number(string name, string phone) =>
        Should.Throw<ArgumentException>(() => VCard.Write(name, phone));
}
