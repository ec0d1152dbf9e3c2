using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>Refuses, as Orleans does, ages that no longer mean anything because idle activations are looked for less often.</summary>
internal static class CollectionAgeCheck
{
    /// <exception cref="OrleansConfigurationException">The quantum is no time, or an age is not above it.</exception>
    public static void Validate(GrainTypeMap types, GrainCollectionOptions options)
    {
        if (options.CollectionQuantum <= TimeSpan.Zero)
        {
            throw new OrleansConfigurationException(
                $"{nameof(GrainCollectionOptions)}.{nameof(options.CollectionQuantum)} is {options.CollectionQuantum}. It must be more than zero.");
        }

        if (options.CollectionAge <= options.CollectionQuantum)
            throw TooShort($"{nameof(GrainCollectionOptions)}.{nameof(options.CollectionAge)}", options.CollectionAge);
        foreach (var grainClass in types.Classes)
        {
            if (grainClass.CollectionAge <= options.CollectionQuantum)
                throw TooShort($"The collection age of {grainClass.Type}", grainClass.CollectionAge);
        }

        OrleansConfigurationException TooShort(string what, TimeSpan age) => new(
            $"{what} is {age}, but idle activations are looked for only every {options.CollectionQuantum}. " +
            $"Lengthen it, or shorten {nameof(GrainCollectionOptions)}.{nameof(options.CollectionQuantum)}.");
    }
}
