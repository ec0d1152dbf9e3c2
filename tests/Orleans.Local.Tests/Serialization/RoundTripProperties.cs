using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Orleans;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class RoundTripProperties
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Any_value_arrives_and_is_copied_as_it_was()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var value = new RandomGraph(seed).Next();
            var before = Describe(value);
            Describe(Wire.Send(value)).ShouldBe(before, $"seed {seed}");
            Describe(Wire.Copy(value)).ShouldBe(before, $"seed {seed}");
            Describe(Wire.Send<object>(value)).ShouldBe(before, $"seed {seed}");
        }
    }

    [Fact]
    public void The_same_value_gives_the_same_bytes() =>
        Wire.Write(new RandomGraph(1).Next(), typeof(Everything)).ShouldBe(Wire.Write(new RandomGraph(1).Next(), typeof(Everything)));

    /// <summary>
    /// Everything that can be seen of a value, with the identity of its instances, by means that the serializer doesn't use.
    /// </summary>
    private static string Describe(object value)
    {
        var text = new StringBuilder();
        Describe(value, new Dictionary<object, int>(ReferenceEqualityComparer.Instance), text);
        return text.ToString();
    }

    private static void Describe(object? value, Dictionary<object, int> seen, StringBuilder text)
    {
        if (value is null or string or ValueType and IFormattable or Enum or System.Net.IPAddress)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value?.GetType().Name}:{value};");
            return;
        }

        if (!value.GetType().IsValueType && value is not Exception)
        {
            if (seen.TryGetValue(value, out var number))
            {
                text.Append(CultureInfo.InvariantCulture, $"#{number};");
                return;
            }

            seen.Add(value, seen.Count);
        }

        text.Append(CultureInfo.InvariantCulture, $"{value.GetType()}(");
        if (value is ReadOnlyMemory<byte> bytes) text.Append(Convert.ToHexString(bytes.Span));
        else if (value is Exception exception) text.Append(Describe(exception));
        else if (value is IEnumerable items) foreach (var item in items) Describe(item, seen, text);
        else
        {
            foreach (var field in Fields(value.GetType())) Describe(field.GetValue(value), seen, text);
        }

        text.Append(')');
    }

    private static string Describe(Exception exception) => string.Join(
        ',', exception.Message, exception.HResult, (exception as OrderRefusedException)?.Where, exception.InnerException?.Message);

    private static IEnumerable<FieldInfo> Fields(Type? type) =>
        type is null ? [] : [.. Fields(type.BaseType), .. type.GetFields(Declared)];
}
